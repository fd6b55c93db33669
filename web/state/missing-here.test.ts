import { describe, expect, it } from 'vitest'
import manifest from '../../models-manifest.json'
import { ModelManifest } from '../../contract/manifest.ts'
import { GenerationRequest } from '../../contract/request.ts'
import { aModelStatus } from '../testing/a-model-status.ts'
import { missingHere } from './missing-here.ts'

describe('missingHere', () => {
  const { models } = ModelManifest.parse(manifest)
  const status = (model: (typeof models)[number]) =>
    aModelStatus(model, { state: model.embedded ? 'ready' : 'absent' })
  const ground = { models: models.map(status), userFiles: [], userStyles: [] }
  const asked = GenerationRequest.parse({
    base_model_name: 'not-here.safetensors',
    style_selections: ['Fooocus V2', 'My Style'],
    loras: [{ model_name: 'None' }, { model_name: 'gone.safetensors' }],
  })

  it('names what the part needs, and no more', () => {
    expect(missingHere(asked, 'everything', ground)).toEqual([
      'not-here.safetensors',
      'gone.safetensors',
      'My Style',
    ])
    expect(missingHere(asked, 'styles', ground)).toEqual(['My Style'])
    const userStyles = [{ name: 'My Style', positive: '{prompt}, mine', negative: '', keywords: '' }]
    expect(missingHere(asked, 'styles', { ...ground, userStyles })).toEqual([])
    expect(missingHere(asked, 'prompt', ground)).toEqual([])
    expect(missingHere(asked, 'seed', ground)).toEqual([])
  })

  it('is content with what is here', () => {
    const fine = GenerationRequest.parse({ style_selections: ['Fooocus V2'] })
    expect(missingHere(fine, 'everything', ground)).toEqual([])
  })
})
