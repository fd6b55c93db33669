import { describe, expect, it } from 'vitest'
import manifest from '../../models-manifest.json' with { type: 'json' }
import { ModelManifest } from '../../contract/manifest.ts'
import { GenerationRequest, type GenerationRequestInput } from '../../contract/request.ts'
import { planTask } from '../planning/plan-task.ts'
import { viewPlan } from './view-plan.ts'

const { models } = ModelManifest.parse(manifest)
const requestWith = (fields: GenerationRequestInput) => GenerationRequest.parse(fields)

describe('viewPlan', () => {
  it('tells what the engine would run, image by image', () => {
    const request = requestWith({
      prompt: 'a [[red, blue]] __animal__',
      style_selections: ['Sticker 3D'],
      image_number: 2,
      performance_selection: 'Lightning',
    })
    const view = viewPlan(request, '77', models)
    const plan = planTask(request, models[0]!, '77')
    if (view.kind !== 'planned') throw new Error('it was refused')
    expect(view.images.map(({ seed }) => seed)).toEqual(['77', '78'])
    expect(view.images.map(({ positiveTexts }) => positiveTexts)).toEqual(
      plan.images.map(({ positiveTexts }) => positiveTexts),
    )
    expect(view.images[1]!.positiveTexts[0]).toMatch(/^3d render of a +blue (?!__)/u)
    expect(view.images[0]).toMatchObject({
      steps: 4,
      guidanceScale: 1,
      sampler: 'euler',
      styles: ['Sticker 3D'],
    })
    expect(view.loras).toEqual([{ name: 'sticker-4-steps.safetensors', weight: 1 }])
    expect(view.notices.map(({ code }) => code)).toContain('setting_forced')
  })

  it('tells what will be expanded, where something will be', () => {
    const view = (style_selections: string[]) =>
      viewPlan(requestWith({ prompt: 'fox', style_selections }), '77', models)
    expect(view(['Fooocus V2', 'Sticker Flat'])).toMatchObject({
      images: [{ expansion: 'flat icon of fox' }],
    })
    const plain = view([])
    expect(plain.kind === 'planned' && plain.images.map((image) => 'expansion' in image)).toEqual([false])
  })

  it('takes the seed of the request when it has one', () => {
    const view = viewPlan(requestWith({ prompt: 'a', image_seed: '5' }), '77', models)
    expect(view).toMatchObject({ kind: 'planned', images: [{ seed: '5' }] })
  })

  it('hands back what is wrong as data', () => {
    expect(viewPlan(requestWith({ style_selections: ['SAI Anim'] }), '1', models)).toMatchObject({
      kind: 'refused',
      error: { code: 'invalid_request', detail: { field: 'style_selections', nearest: 'SAI Anime' } },
    })
    expect(viewPlan(requestWith({ base_model_name: 'stiker' }), '1', models)).toMatchObject({
      kind: 'refused',
      error: { code: 'unknown_model', detail: { nearest: 'sticker' } },
    })
  })
})
