import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PNG_TEXT } from '../testing/fake-parts.ts'
import { CommonRequest } from './common-request.ts'
import { GENERATE, makesPictures, serveFooocus } from './testing/serve-fooocus.ts'

/** What a field comes to. */
const read = (field: keyof CommonRequest, value: unknown) => CommonRequest.parse({ [field]: value })[field]

describe('what can be taken for a value is', () => {
  it.each([
    ['async_process', 'true', true],
    ['async_process', 'YES', true],
    ['async_process', 'oN', true],
    ['async_process', 't', true],
    ['async_process', '1', true],
    ['async_process', 1, true],
    ['async_process', 1.0, true],
    ['async_process', 'f', false],
    ['async_process', 'Off', false],
    ['async_process', 0, false],
    ['image_number', 3.0, 3],
    ['image_number', '3', 3],
    ['image_number', ' +3 ', 3],
    ['image_number', '3.0', 3],
    ['image_number', true, 1],
    ['sharpness', '2.5', 2.5],
    ['sharpness', '1e1', 10],
    ['sharpness', true, 1],
    ['image_seed', '9223372036854775807', '9223372036854775807'],
    ['image_seed', 12, '12'],
    ['output_format', 'jpg', 'jpeg'],
    ['metadata_scheme', 'a111', 'a1111'],
    ['uov_input_image', null, null],
    ['webhook_url', null, null],
  ] as const)('%s: %j', (field, value, wanted) => {
    expect(read(field, value)).toBe(wanted)
  })

  it('and so is a number with more digits than others have', () => {
    expect(read('image_seed', 9223372036854775807n)).toBe('9223372036854775807')
  })

  it('and a LoRA without "enabled" is switched on', () => {
    expect(read('loras', [{ model_name: 'x' }])).toEqual([{ enabled: true, model_name: 'x', weight: 0.5 }])
  })
})

const INT = 'Input should be a valid integer'
const TABS = "'uov', 'ip', 'inpaint' or 'enhance'"

describe("what cannot is refused in FastAPI's words", () => {
  it.each([
    [{ prompt: 1 }, 'string_type', ['prompt'], 'Input should be a valid string', undefined],
    [{ prompt: null }, 'string_type', ['prompt'], 'Input should be a valid string', undefined],
    [
      { image_number: 33 },
      'less_than_equal',
      ['image_number'],
      'Input should be less than or equal to 32',
      { le: 32 },
    ],
    [
      { image_number: 0 },
      'greater_than_equal',
      ['image_number'],
      'Input should be greater than or equal to 1',
      { ge: 1 },
    ],
    [
      '{"image_number":10000000000000000000000000}',
      'less_than_equal',
      ['image_number'],
      'Input should be less than or equal to 32',
      { le: 32 },
    ],
    [
      { refiner_switch: 0 },
      'greater_than_equal',
      ['refiner_switch'],
      'Input should be greater than or equal to 0.1',
      { ge: 0.1 },
    ],
    [
      { image_number: 1.5 },
      'int_from_float',
      ['image_number'],
      `${INT}, got a number with a fractional part`,
      undefined,
    ],
    [
      { image_number: 'x' },
      'int_parsing',
      ['image_number'],
      `${INT}, unable to parse string as an integer`,
      undefined,
    ],
    [{ image_number: null }, 'int_type', ['image_number'], INT, undefined],
    [{ image_seed: {} }, 'int_type', ['image_seed'], INT, undefined],
    [
      { sharpness: 'x' },
      'float_parsing',
      ['sharpness'],
      'Input should be a valid number, unable to parse string as a number',
      undefined,
    ],
    [{ sharpness: [] }, 'float_type', ['sharpness'], 'Input should be a valid number', undefined],
    [
      { async_process: 'maybe' },
      'bool_parsing',
      ['async_process'],
      'Input should be a valid boolean, unable to interpret input',
      undefined,
    ],
    [
      { async_process: 2 },
      'bool_parsing',
      ['async_process'],
      'Input should be a valid boolean, unable to interpret input',
      undefined,
    ],
    [{ async_process: null }, 'bool_type', ['async_process'], 'Input should be a valid boolean', undefined],
    [{ async_process: 0.5 }, 'bool_type', ['async_process'], 'Input should be a valid boolean', undefined],
    [
      { performance_selection: 'speed' },
      'enum',
      ['performance_selection'],
      "Input should be 'Quality', 'Speed', 'Extreme Speed', 'Lightning' or 'Hyper-SD'",
      { expected: "'Quality', 'Speed', 'Extreme Speed', 'Lightning' or 'Hyper-SD'" },
    ],
    [{ current_tab: 'x' }, 'enum', ['current_tab'], `Input should be ${TABS}`, { expected: TABS }],
    [{ save_name: null }, 'string_type', ['save_name'], 'Input should be a valid string', undefined],
    [{ loras: 'x' }, 'list_type', ['loras'], 'Input should be a valid list', undefined],
    [{ loras: [{ weight: 1 }] }, 'missing', ['loras', 0, 'model_name'], 'Field required', undefined],
    [
      { loras: ['x'] },
      'model_attributes_type',
      ['loras', 0],
      'Input should be a valid dictionary or object to extract fields from',
      undefined,
    ],
    [
      '[]',
      'model_attributes_type',
      [],
      'Input should be a valid dictionary or object to extract fields from',
      undefined,
    ],
    ['', 'missing', [], 'Field required', undefined],
    [
      { aspect_ratios_selection: '16:9' },
      'value_error',
      ['aspect_ratios_selection'],
      'Value error, must be a size such as 1152*896',
      undefined,
    ],
    [
      { aspect_ratios_selection: '32*512' },
      'value_error',
      ['aspect_ratios_selection'],
      'Value error, sides must be from 64 to 4096',
      undefined,
    ],
    [
      { webhook_url: 'file:///etc/passwd' },
      'value_error',
      ['webhook_url'],
      'Value error, must be an http or https address',
      undefined,
    ],
  ])('%j', async (body, type, path, msg, ctx) => {
    const { post } = await serveFooocus()
    const { status, json } = await post(body)
    expect(status).toBe(422)
    expect(json).toMatchObject({ code: 'invalid_request' })
    const [issue, ...more] = json!['detail'] as Record<string, unknown>[]
    expect(more).toEqual([])
    expect(issue).toMatchObject({ type, loc: ['body', ...path], msg })
    expect(issue!['ctx']).toEqual(ctx)
  })

  it('with what was sent, digits and all, and every problem at once', async () => {
    const { post } = await serveFooocus()
    const { text, json } = await post('{"image_number":9007199254740993,"prompt":5}')
    expect(text).toContain('"input":9007199254740993')
    expect((json!['detail'] as { loc: unknown[] }[]).map(({ loc }) => loc[1])).toEqual([
      'prompt',
      'image_number',
    ])
  })

  it('where broken JSON breaks', async () => {
    const { post } = await serveFooocus()
    const { status, json } = await post('{"prompt": }')
    expect(status).toBe(422)
    expect(json!['detail']).toEqual([
      {
        type: 'json_invalid',
        loc: ['body', 11],
        msg: 'JSON decode error',
        input: {},
        ctx: { error: 'not JSON' },
      },
    ])
  })

  it('as an unsupported type when a foreign page sends text', async () => {
    const { post } = await serveFooocus()
    const { status, json } = await post('{}', {
      'content-type': 'text/plain',
      origin: 'https://evil.example',
    })
    expect(status).toBe(415)
    expect(json).toMatchObject({ code: 'invalid_request' })
  })
})

describe('whatever is sent', () => {
  const fields = Object.keys(CommonRequest.shape)
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom('None', '', PNG_TEXT, -1, 2 ** 63, '1152*896', 'anime', 'Vary (Subtle)', true, [], {}),
  )
  const body = fc.dictionary(fc.oneof(fc.constantFrom(...fields), fc.string()), odd, { maxKeys: 12 })

  it('is accepted or refused, and never our fault', async () => {
    const served = await serveFooocus()
    onTestFinished(() => served.app.close())
    makesPictures(served)
    // Over a real socket: whoever happens to ask for a stream gets one, and `inject` never sees its end.
    const origin = await served.app.listen({ port: 0, host: '127.0.0.1' })
    const post = async (body: string) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(origin + GENERATE, { method: 'POST', headers, body })
      return { status: answer.status, text: await answer.text() }
    }
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 6, arbitrary: body }, odd), async (value) => {
        const { status, text } = await post(JSON.stringify(value))
        expect([200, 422], text).toContain(status)
      }),
      { numRuns: 150, examples: [[{ stream_output: true }]] },
    )
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        expect((await post(text)).status).toBeLessThan(500)
      }),
    )
  })
})
