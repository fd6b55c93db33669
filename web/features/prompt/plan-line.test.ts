import { describe, expect, it } from 'vitest'
import { GenerationRequest } from '../../../contract/request.ts'
import { sayEnglish } from '../../text/say-english.ts'
import { fieldsOutOfSight, planLine } from './plan-line.ts'

const request = GenerationRequest.parse({
  image_number: 2,
  aspect_ratios_selection: '1152*896',
  style_selections: ['SAI Anime'],
})

describe('planLine', () => {
  it('says what a press of Generate would do', () => {
    const line = planLine({ request, stepMs: 600, otherSettings: 0 }, sayEnglish())
    expect(line).toBe('2 pictures · Speed · 1152×896 · 1 style · about 45 s')
  })

  it('promises no time before a step was timed', () => {
    const one = { ...request, image_number: 1, style_selections: [] }
    const line = planLine({ request: one, stepMs: null, otherSettings: 2 }, sayEnglish())
    expect(line).toBe('1 picture · Speed · 1152×896 · no style · 2 other settings')
  })
})

describe('fieldsOutOfSight', () => {
  it('names touched fields that have no control and differ from what stands without them', () => {
    const touched = { prompt: 'a', guidance_scale: 5, sharpness: request.sharpness, clip_skip: 3 }
    expect(fieldsOutOfSight(touched, request, [])).toEqual(['guidance_scale', 'clip_skip'])
    expect(fieldsOutOfSight(touched, request, ['guidance_scale'])).toEqual(['clip_skip'])
  })
})
