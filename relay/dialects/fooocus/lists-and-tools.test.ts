import { describe, expect, it } from 'vitest'
import { STYLES } from '../../../contract/catalog/styles.ts'
import { writeMetadata } from '../../../contract/metadata/picture-metadata.ts'
import { toFooocusJson } from '../../../contract/metadata/scheme-fooocus.ts'
import { SAMPLE_PARAMETERS } from '../../../contract/metadata/testing/sample-parameters.ts'
import { toJson } from '../../http/json.ts'
import { PNG, PNG_TEXT } from '../testing/fake-parts.ts'
import { makesPictures, serveFooocus } from './testing/serve-fooocus.ts'

describe('lists', () => {
  it('name the models, and what is not there as empty', async () => {
    const { ask } = await serveFooocus()
    expect((await ask('GET', '/v1/engines/all-models')).json).toMatchObject({
      model_filenames: ['sticker', 'sd-turbo'],
      lora_filenames: ['pixel.safetensors'],
      vae_filenames: [],
      wildcard_filenames: [],
    })
  })

  it('name the styles that there are, the two special ones first', async () => {
    const { ask } = await serveFooocus()
    expect((await ask('GET', '/v1/engines/styles/')).json).toEqual([
      'Fooocus V2',
      'Random Style',
      ...STYLES.map(({ name }) => name),
    ])
  })

  it.each([
    ['samplers', 'dpmpp_2m_sde_gpu'],
    ['schedulers', 'karras'],
    ['presets', 'anime'],
    ['vaes', 'Default (model)'],
    ['styles', 'Random Style'],
  ])('of %s name only what a request may ask for', async (list, known) => {
    const served = await serveFooocus()
    makesPictures(served)
    const names = (await served.ask('GET', `/v1/engines/${list}`)).json as unknown as string[]
    expect(names).toContain(known)
    const field = {
      samplers: 'sampler_name',
      schedulers: 'scheduler_name',
      presets: 'preset',
      vaes: 'vae_name',
    }[list]
    for (const name of names) {
      const body = field === undefined ? { style_selections: [name] } : { [field]: name }
      expect([name, (await served.post(body)).status]).toEqual([name, 200])
    }
  })
})

describe('tools', () => {
  it.each(['/v1/tools/describe-image', '/v1/tools/generate_mask'])(
    '%s checks and then says that nobody can',
    async (url) => {
      const { post } = await serveFooocus()
      const can = await post({ image: PNG_TEXT }, {}, url)
      expect(can.status).toBe(501)
      expect(can.json).toMatchObject({ code: 'unsupported_feature' })
      for (const body of [{}, { image: 'None' }, { image: 'aGVsbG8=' }, { image: 1 }]) {
        expect([body, (await post(body, {}, url)).status]).toEqual([body, 422])
      }
    },
  )

  it('reads how a picture was made, as a body that can be posted', async () => {
    const served = await serveFooocus()
    makesPictures(served)
    const parameters = {
      ...SAMPLE_PARAMETERS,
      seed: '9223372036854775807',
      baseModel: 'sticker',
      styles: ['Fooocus V2'],
    }
    const written = writeMetadata(PNG, 'image/png', {
      scheme: 'fooocus',
      text: toFooocusJson(parameters),
      version: 'x',
    })
    if (written.kind !== 'written') throw new Error(written.reason)
    const image = Buffer.from(written.file).toString('base64')
    const { status, json } = await served.post({ image }, {}, '/v1/tools/read-metadata')
    expect(status).toBe(200)
    expect(json).toMatchObject({
      metadata_scheme: 'fooocus',
      parameters: { seed: '9223372036854775807' },
      request: { image_seed: 9223372036854775807n, base_model_name: 'sticker', prompt: parameters.prompt },
    })
    expect((await served.post(toJson(json!['request']))).status).toBe(200)
    expect(served.jobs.submissions[0]!.request.image_seed).toBe('9223372036854775807')
  })

  it('finds nothing in a picture that says nothing', async () => {
    const { post } = await serveFooocus()
    const { status, json } = await post({ image: PNG_TEXT }, {}, '/v1/tools/read-metadata')
    expect([status, json]).toEqual([200, { metadata_scheme: null, parameters: null, request: null }])
  })
})
