import { expect, it } from 'vitest'
import { EVERYTHING, entryOf, indexPicture, matcherOf, type GalleryQuery } from './gallery-query.ts'
import { pictureId, type PictureRecord } from './picture.ts'
import { GenerationRequest, type GenerationRequestInput } from './request.ts'
import { createTaskId } from './task-id.ts'

const image = { mime: 'image/png', bytes: new Uint8Array(1000) }

function indexed(request: GenerationRequestInput, fields: Partial<PictureRecord> = {}, deletedAt?: number) {
  const taskId = createTaskId('a'.padEnd(32, '0'))
  const record: PictureRecord = {
    id: pictureId(taskId, 0),
    taskId,
    origin: 'page',
    index: 0,
    createdAt: 100,
    mime: 'image/png',
    bytes: 1,
    width: 1152,
    height: 896,
    seed: '12345',
    request: GenerationRequest.parse(request),
    // Nothing here looks inside.
    parameters: {} as PictureRecord['parameters'],
    saved: true,
    isFavourite: false,
    ...fields,
  }
  return indexPicture(record, deletedAt)
}

const picture = indexed({
  prompt: 'A Red Fox\n in the snow',
  negative_prompt: 'blurry',
  style_selections: ['SAI Anime'],
})
const answers = (query: Partial<GalleryQuery>, to = picture) => matcherOf({ ...EVERYTHING, ...query })(to)

it.each(['fox', 'RED snow', 'snow red', 'blurry', 'anime', 'sticker', '12345', '  ', 'a red fox'])(
  'finds by "%s"',
  (text) => expect(answers({ text })).toBe(true),
)

it.each(['wolf', 'fox wolf', '99'])('does not find by "%s"', (text) => expect(answers({ text })).toBe(false))

it('filters by everything else that is asked for', () => {
  expect(answers({ isFavourite: true })).toBe(false)
  expect(answers({ isFavourite: true }, indexed({}, { isFavourite: true }))).toBe(true)
  expect([answers({ from: 100, to: 101 }), answers({ from: 101 }), answers({ to: 100 })]).toEqual([
    true,
    false,
    false,
  ])
  expect([answers({ model: 'sticker' }), answers({ model: 'other' })]).toEqual([true, false])
  expect([answers({ style: 'SAI Anime' }), answers({ style: 'SAI' })]).toEqual([true, false])
  expect([answers({ origin: 'page' }), answers({ origin: 'imported' })]).toEqual([true, false])
  expect([answers({ howMade: 'new' }), answers({ howMade: 'upscale' })]).toEqual([true, false])
  expect([answers({ isDeleted: true }), answers({ isDeleted: true }, indexed({}, {}, 5))]).toEqual([
    false,
    true,
  ])
})

it.each([
  [{ upscale_or_vary: { uov_method: 'Vary (Subtle)', uov_input_image: image } }, 'variation'],
  [{ upscale_or_vary: { uov_method: 'Upscale (2x)', uov_input_image: image } }, 'upscale'],
  [{ upscale_or_vary: { uov_input_image: image } }, 'new'],
  [{ inpaint: { inpaint_input_image: image } }, 'inpaint'],
  [{ inpaint: { inpaint_input_image: image, outpaint_selections: ['Left'] } }, 'outpaint'],
  [{ enhance: { enhance_checkbox: true } }, 'enhance'],
] satisfies [GenerationRequestInput, string][])('sees how it was made: %#', (request, how) => {
  expect(indexed(request).howMade).toBe(how)
})

it('keeps what a tile gets under a kilobyte, whatever the prompt is', () => {
  const long = indexed({ prompt: 'a long prompt '.repeat(1400), upscale_or_vary: { uov_input_image: image } })
  expect(JSON.stringify(entryOf(long)).length).toBeLessThan(1000)
  expect(long.caption).toHaveLength(250)
})
