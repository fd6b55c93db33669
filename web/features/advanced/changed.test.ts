import { expect, it } from 'vitest'
import { GenerationRequest } from '../../../contract/request.ts'
import type { ChosenPreset } from '../../state/presets.ts'
import { changedFrom } from './changed.ts'

const untouched = GenerationRequest.parse({ guidance_scale: 4, sharpness: 2 })
const preset: ChosenPreset = {
  name: 'mine',
  owner: 'user',
  applied: { guidance_scale: 7 },
  missing: [],
  unknown: [],
}
const names = ['guidance_scale', 'sharpness'] as const

it('compares with the model, and with the preset for what that sets', () => {
  const now = { ...untouched, guidance_scale: 7 }
  expect(changedFrom(names, now, untouched, null)).toEqual(['guidance_scale'])
  expect(changedFrom(names, now, untouched, preset)).toEqual([])
  expect(changedFrom(names, { ...untouched, sharpness: 3 }, untouched, preset)).toEqual(names)
})
