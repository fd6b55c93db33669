import { expect, test } from 'vitest'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { planSize } from './plan-size.ts'

const sizeOf = (input: GenerationRequestInput) => planSize(parseRequest(input), stickerModel.spec.sizes)

test('a side that is overwritten leaves the other one as the shape gives it', () => {
  const shaped = sizeOf({ aspect_ratios_selection: '1152*896' })
  expect(shaped).toMatchObject({ width: 160, height: 128, notices: [{ code: 'size_adapted' }] })
  const wide = sizeOf({ aspect_ratios_selection: '1152*896', overwrite_width: 96 })
  expect(wide).toMatchObject({ width: 96, height: 128, notices: [{ code: 'size_adapted' }] })
  const high = sizeOf({ aspect_ratios_selection: '1152*896', overwrite_height: 192 })
  expect(high).toMatchObject({ width: 160, height: 192 })
})

test('where both are overwritten the shape has no say, and nothing is told of it', () => {
  const size = sizeOf({ aspect_ratios_selection: '1152*896', overwrite_width: 96, overwrite_height: 64 })
  expect(size).toEqual({ width: 96, height: 64, notices: [] })
})

test.each([
  [{ overwrite_width: 500 }, 'overwrite_width'],
  [{ overwrite_height: 20 }, 'overwrite_height'],
  [{ aspect_ratios_selection: '64*500' }, 'aspect_ratios_selection'],
])('a side beyond the limits is refused by the field it comes from: %j', (input, field) => {
  expect(() => sizeOf(input)).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      detail: expect.objectContaining({ field, min: 64, max: 192 }) as object,
    }) as Error,
  )
})
