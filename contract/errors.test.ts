import { describe, expect, it } from 'vitest'
import { AppError, Cancelled, ERRORS, toErrorData } from './errors.ts'

// Written out by hand: programs out there act on these.
const MEANINGS: Readonly<Record<string, readonly [http: number, retry: boolean]>> = {
  invalid_request: [400, false],
  unauthorized: [401, false],
  unknown_model: [404, false],
  unknown_task: [404, false],
  payload_too_large: [413, false],
  invalid_file: [422, false],
  unsupported_feature: [422, false],
  protocol_mismatch: [426, false],
  queue_full: [429, true],
  numerical_failure: [500, false],
  internal: [500, false],
  model_download_failed: [502, true],
  model_corrupt: [502, true],
  engine_crashed: [502, true],
  engine_disconnected: [502, true],
  device_unavailable: [503, false],
  device_insufficient: [503, false],
  device_lost: [503, true],
  no_engine_connected: [503, true],
  timeout: [504, true],
  out_of_memory: [507, true],
  storage_full: [507, false],
  storage_unavailable: [507, false],
}

it.each(Object.entries(MEANINGS))(
  '%s keeps its HTTP status and whether to try again: %j',
  (code, [http, retry]) => {
    expect(ERRORS).toHaveProperty(code, { http, retry })
  },
)

it('every code is in HTTP terms an error', () => {
  for (const { http } of Object.values(ERRORS)) expect(http >= 400 && http <= 599).toBe(true)
})

describe('toErrorData', () => {
  it('keeps code, message and detail of an AppError, and not its cause', () => {
    const cause = new Error('secret')
    const error = new AppError('unknown_model', 'no such model', { nearest: 'sticker' }, cause)
    expect(error.cause).toBe(cause)
    expect(toErrorData(error)).toEqual({
      code: 'unknown_model',
      message: 'no such model',
      detail: { nearest: 'sticker' },
    })
  })

  it.each([
    [new RangeError('too far'), 'RangeError: too far'],
    [new Cancelled(), 'Cancelled: cancelled'],
    ['words', 'words'],
    [undefined, 'undefined'],
    [null, 'null'],
    [7, '7'],
    [Symbol('s'), 'Symbol(s)'],
  ])('takes anything else for internal', (thrown, message) => {
    expect(toErrorData(thrown)).toEqual({ code: 'internal', message, detail: {} })
  })

  it('gives data that survives JSON and structured clone', () => {
    const data = toErrorData(
      new AppError('invalid_request', 'wrong', { issues: ['a', 'b'], count: 2, far: true }),
    )
    expect(JSON.parse(JSON.stringify(data))).toEqual(data)
    expect(structuredClone(data)).toEqual(data)
  })
})

it('an AppError without a cause has none', () => {
  expect('cause' in new AppError('internal', 'x')).toBe(false)
})
