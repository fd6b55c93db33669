import { describe, expect, it } from 'vitest'
import manifest from '../../../models-manifest.json' with { type: 'json' }
import { ModelManifest } from '../../../contract/manifest.ts'
import { advancedFields } from './advanced-fields.ts'

const model = ModelManifest.parse(manifest).models[0]!

describe('advancedFields', () => {
  it('hides what only developers see until they ask for it', () => {
    expect(advancedFields(model, false)).toEqual(['guidance_scale', 'sharpness'])
    expect(advancedFields(model, true)).toContain('sampler_name')
  })

  it('has FreeU where the network has inputs for it', () => {
    const { unet: _, ...spec } = model.spec
    expect(advancedFields(model, true)).toContain('freeu_b1')
    expect(advancedFields({ ...model, spec }, true)).not.toContain('freeu_b1')
  })

  it('has the ADM scalers for networks that are told the size', () => {
    const text = { ...model.spec.text, pooledOutput: 'text_embeds' }
    expect(advancedFields(model, true)).not.toContain('adm_scaler_end')
    expect(advancedFields({ ...model, spec: { ...model.spec, text } }, true)).toContain('adm_scaler_end')
  })

  it('leaves out CLIP Skip where the text encoder has one layer to offer', () => {
    const text = { ...model.spec.text, contextOutputs: ['last', 'before'] }
    const layered = { ...model, spec: { ...model.spec, text } }
    expect(advancedFields(model, true)).not.toContain('clip_skip')
    expect(advancedFields(layered, true)).toContain('clip_skip')
  })
})
