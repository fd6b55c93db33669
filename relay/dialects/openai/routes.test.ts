import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryBody } from '../testing/arbitrary-body.ts'
import { dialectApp, listen } from '../testing/dialect-app.ts'
import { createFakeParts, PNG_TEXT } from '../testing/fake-parts.ts'
import { registerOpenAi } from './routes.ts'

async function open() {
  const fake = createFakeParts()
  const app = await dialectApp((one) => registerOpenAi(one, fake.parts))
  const post = (path: string, payload: unknown, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: `/v1/images/${path}`,
      headers: { 'content-type': 'application/json', ...headers },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    })
  return { ...fake, app, post }
}

describe('the OpenAI dialect', () => {
  it('takes seeds with all their digits, steps and the rest of what OpenAI has no word for', async () => {
    const { jobs, post } = await open()
    jobs.onSubmit = (id) => jobs.stopped(id)
    await post(
      'generations',
      '{"prompt":"a","seed":9223372036854775807,"steps":12,"guidance_scale":5.5,"styles":[],"negative_prompt":"b"}',
    )
    expect(jobs.submissions[0]!.request).toMatchObject({
      image_seed: '9223372036854775807',
      overwrite_step: 12,
      guidance_scale: 5.5,
      style_selections: [],
      negative_prompt: 'b',
    })
  })

  it('takes null for nothing in every field but the prompt', async () => {
    const { jobs, post } = await open()
    jobs.onSubmit = (id) => jobs.stopped(id)
    const fields = [
      'model',
      'n',
      'size',
      'quality',
      'response_format',
      'style',
      'user',
      'stream',
      'partial_images',
    ]
    const { statusCode } = await post('generations', {
      prompt: 'a',
      ...Object.fromEntries(fields.map((field) => [field, null])),
    })
    expect(statusCode).toBe(409)
    expect(jobs.submissions).toHaveLength(1)
  })

  it('edits pictures that come as data URLs', async () => {
    const { jobs, post } = await open()
    jobs.onSubmit = (id) => jobs.stopped(id)
    await post('edits', { prompt: 'a', images: [{ image_url: PNG_TEXT }] })
    expect(jobs.submissions[0]!.request.image_prompt?.controlnet_image).toHaveLength(1)
  })

  it('refuses files that were uploaded elsewhere, masks without an image library, and edits of nothing', async () => {
    const { post } = await open()
    const images = [{ image_url: PNG_TEXT }]
    const refused = async (body: object) => (await post('edits', body)).json<{ error: object }>().error
    expect(await refused({ prompt: 'a', images: [{ file_id: 'f' }] })).toMatchObject({
      param: 'images.0.image_url',
    })
    expect(await refused({ prompt: 'a' })).toMatchObject({
      param: 'images',
      code: 'missing_required_parameter',
    })
    expect(await refused({ prompt: 'a', images, mask: images[0] })).toMatchObject({
      param: 'mask',
      code: 'unsupported_feature',
    })
  })

  it('answers broken JSON, other media types and bodies that are too large in its own form', async () => {
    const { app, post } = await open()
    expect((await post('generations', '{"prompt":')).json()).toMatchObject({
      error: { type: 'invalid_request_error', code: 'invalid_request' },
    })
    const xml = await post('generations', '<a/>', { 'content-type': 'application/xml' })
    expect([xml.statusCode, xml.json<{ error: { code: string } }>().error.code]).toEqual([
      415,
      'unsupported_media_type',
    ])
    const large = await post('generations', JSON.stringify({ prompt: 'a'.repeat(2_000_000) }))
    expect([large.statusCode, large.json<{ error: { code: string } }>().error.code]).toEqual([
      413,
      'payload_too_large',
    ])
    expect(app.hasRoute({ method: 'POST', url: '/v1/images/variations' })).toBe(true)
  })

  it('does not tell what went wrong inside', async () => {
    const { jobs, post } = await open()
    jobs.refuseNext = new Error('/home/secret/path is full')
    const { statusCode, body } = await post('generations', { prompt: 'a' })
    expect(statusCode).toBe(500)
    expect(body).not.toContain('secret')
  })

  it('says so when a picture was deleted before it could be sent', async () => {
    const { jobs, post } = await open()
    jobs.onSubmit = (id) => {
      jobs.start(id)
      jobs.picture(id, { file: 'gone.png' })
      jobs.finish(id)
    }
    const { statusCode } = await post('generations', { prompt: 'a', model: 'gpt-image-1' })
    expect(statusCode).toBe(404)
  })

  it('joins calls with the same idempotency key and keeps those of other keys apart', async () => {
    const { jobs, post } = await open()
    jobs.onSubmit = (id) => jobs.stopped(id)
    const ask = (key: string) => post('generations', { prompt: 'a' }, { 'idempotency-key': key })
    await ask('one')
    await ask('one')
    await ask('two')
    expect(jobs.submissions).toHaveLength(2)
    expect((await ask('x'.repeat(256))).statusCode).toBe(400)
  })

  it('never fails by itself, whatever is in a body', async () => {
    const { jobs, app } = await open()
    jobs.onSubmit = (id) => jobs.stopped(id)
    // At a port of its own: some of these bodies ask for a stream, which only real connections carry.
    const address = await listen(app)
    const fields = ['prompt', 'model', 'n', 'size', 'seed', 'styles', 'steps', 'images', 'mask', 'stream']
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('generations', 'edits', 'variations'),
        arbitraryBody(fields),
        async (path, body) => {
          const answer = await fetch(`${address}/v1/images/${path}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: typeof body === 'string' ? body : JSON.stringify(body),
          })
          expect(answer.status).toBeLessThan(500)
          const text = await answer.text()
          if (answer.headers.get('content-type')?.startsWith('application/json')) JSON.parse(text)
        },
      ),
      { numRuns: 200, examples: [['generations', { prompt: 'a', stream: true }]] },
    )
  })
})
