import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { AppError, toErrorData } from '../../contract/errors.ts'
import { acceptForms, FORM_LIMITS, hasForm, readForm } from './multipart.ts'

async function send(body: FormData | string, type?: string) {
  const app = Fastify()
  await acceptForms(app)
  // A second dialect in the same server may ask for it again.
  await acceptForms(app)
  app.post('/', async (request) => {
    if (!hasForm(request)) return 'no form'
    try {
      const { fields, files } = await readForm(request)
      const sizes = files.map(({ name, filename, mime, bytes }) => [name, filename, mime, bytes.byteLength])
      return { fields, sizes, first: [...(files[0]?.bytes.subarray(0, 4) ?? [])] }
    } catch (error) {
      return { isAppError: error instanceof AppError, ...toErrorData(error) }
    }
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as { port: number }
  try {
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type }
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body, headers })
    return (await response.json()) as Record<string, unknown>
  } finally {
    await app.close()
  }
}

describe('readForm', () => {
  it('reads fields and files, lists by their plain name', async () => {
    const form = new FormData()
    form.append('prompt', 'a cat')
    form.append('styles[]', 'one')
    form.append('styles[]', 'two')
    form.append('image[]', new Blob([Uint8Array.of(1, 2, 3, 4, 5)], { type: 'image/png' }), '../../a.png')
    expect(await send(form)).toEqual({
      fields: { prompt: ['a cat'], styles: ['one', 'two'] },
      sizes: [['image', expect.not.stringContaining('..'), 'image/png', 5]],
      first: [1, 2, 3, 4],
    })
  })

  it('names the limit that a form goes beyond', async () => {
    const files = new FormData()
    for (let at = 0; at <= FORM_LIMITS.files; at++) files.append('image', new Blob(['x']), 'a.png')
    expect(await send(files)).toMatchObject({
      code: 'payload_too_large',
      detail: { limit: 'files', max: 16 },
    })

    const large = new FormData()
    large.append('image', new Blob([new Uint8Array(FORM_LIMITS.fileBytes + 1)]), 'a.png')
    expect(await send(large)).toMatchObject({
      code: 'payload_too_large',
      message: 'A file of the form may be at most 50 MB.',
      detail: { limit: 'fileBytes' },
    })

    const long = new FormData()
    long.append('prompt', 'x'.repeat(FORM_LIMITS.fieldBytes + 1))
    expect(await send(long)).toMatchObject({ code: 'payload_too_large', detail: { limit: 'fieldBytes' } })
  })

  it('refuses names that objects are made of', async () => {
    const form = new FormData()
    form.append('__proto__', 'x')
    expect(await send(form)).toMatchObject({ isAppError: true, code: 'invalid_request' })
  })

  it('refuses what is no whole form', async () => {
    const type = 'multipart/form-data; boundary=x'
    const broken = '--x\r\ncontent-disposition: form-data; name="image"; filename="a.png"\r\n\r\nhalf of'
    expect(await send(broken, type)).toMatchObject({ isAppError: true, code: 'invalid_request' })
  })
})
