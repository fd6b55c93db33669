import type { PictureMime } from './image.ts'
import type { PictureId, PictureOrigin, PictureRecord } from './picture.ts'
import type { GenerationRequest } from './request.ts'

/** How a picture came about, by what its request asked for. */
export const HOW_MADE = ['new', 'variation', 'upscale', 'inpaint', 'outpaint', 'enhance'] as const

/** One of {@link HOW_MADE}. */
export type HowMade = (typeof HOW_MADE)[number]

/** What a tile of the gallery needs of a picture: less than a kilobyte, where a record holds whole input pictures. */
export interface GalleryEntry {
  readonly id: PictureId
  readonly index: number
  readonly createdAt: number
  readonly mime: PictureMime
  readonly bytes: number
  readonly width: number
  readonly height: number
  readonly seed: string
  /** The prompt's beginning, spaces folded; empty when there was none. */
  readonly caption: string
  readonly isFavourite: boolean
  readonly saved: boolean
  /** When it was deleted; null for pictures that can be seen. */
  readonly deletedAt: number | null
}

/** What is kept of a picture for finding it. */
export interface IndexedPicture extends GalleryEntry {
  readonly model: string
  readonly styles: readonly string[]
  readonly origin: PictureOrigin
  readonly howMade: HowMade
  /** Lower case: all that a search looks through. */
  readonly words: string
}

/** Which pictures are looked for. Everything given must be true of a picture. */
export interface GalleryQuery {
  /** Words in any order, each of which stands in prompt, negative prompt, styles, model or seed. */
  readonly text: string
  readonly isFavourite: boolean
  /** Milliseconds since 1970: made at or after, and made before. */
  readonly from: number | null
  readonly to: number | null
  readonly model: string | null
  readonly style: string | null
  readonly howMade: HowMade | null
  readonly origin: PictureOrigin | null
  /** Deleted pictures that can still be brought back, instead of the others. */
  readonly isDeleted: boolean
}

/** Asks for everything that can be seen. */
export const EVERYTHING: GalleryQuery = {
  text: '',
  isFavourite: false,
  from: null,
  to: null,
  model: null,
  style: null,
  howMade: null,
  origin: null,
  isDeleted: false,
}

/** What the pictures offer to be filtered by. */
export interface GalleryChoices {
  /** The first moment of each day with pictures, in the device's time zone; latest first. */
  readonly days: readonly number[]
  readonly models: readonly string[]
  readonly styles: readonly string[]
  readonly origins: readonly PictureOrigin[]
  readonly howMade: readonly HowMade[]
}

/** The answer to a query. */
export interface FoundPictures {
  /** Newest first; of deleted pictures, latest deleted first. */
  readonly entries: readonly GalleryEntry[]
  /** How many pictures can be seen without any filter. */
  readonly total: number
  readonly deleted: number
  readonly choices: GalleryChoices
}

const LONGEST_CAPTION = 250
/** Words beyond this many characters are not searched: an index has to stay light. */
const LONGEST_WORDS = 4_000

/** What is kept of a record for finding it. */
export function indexPicture(record: PictureRecord, deletedAt: number | null = null): IndexedPicture {
  const { id, index, createdAt, mime, bytes, width, height, seed, isFavourite, saved, origin } = record
  const { request } = record
  const { prompt, negative_prompt: negative, style_selections: styles, base_model_name: model } = request
  const words = [prompt, negative, styles.join(' '), model, seed].join('\n').toLowerCase()
  return {
    ...{ id, index, createdAt, mime, bytes, width, height, seed, isFavourite, saved, deletedAt },
    caption: captionOf(prompt),
    model,
    styles,
    origin,
    howMade: howMade(request),
    words: words.slice(0, LONGEST_WORDS),
  }
}

/** The part of an index row that a tile needs. */
export function entryOf(picture: IndexedPicture): GalleryEntry {
  const { model: _, styles: _s, origin: _o, howMade: _h, words: _w, ...entry } = picture
  return entry
}

/** Tells which pictures answer a query. Made once for many pictures. */
export function matcherOf(query: GalleryQuery): (picture: IndexedPicture) => boolean {
  const words = query.text.toLowerCase().split(/\s+/u).filter(Boolean)
  const { from, to, model, style, howMade: how, origin } = query
  return (picture) =>
    (picture.deletedAt !== null) === query.isDeleted &&
    (!query.isFavourite || picture.isFavourite) &&
    (from === null || picture.createdAt >= from) &&
    (to === null || picture.createdAt < to) &&
    (model === null || picture.model === model) &&
    (style === null || picture.styles.includes(style)) &&
    (how === null || picture.howMade === how) &&
    (origin === null || picture.origin === origin) &&
    words.every((word) => picture.words.includes(word))
}

/** Newest first; pictures of the same moment by id, as the stores' own index has them. */
export function byNewest(
  a: Pick<GalleryEntry, 'createdAt' | 'id'>,
  b: Pick<GalleryEntry, 'createdAt' | 'id'>,
): number {
  return b.createdAt - a.createdAt || (a.id === b.id ? 0 : a.id < b.id ? 1 : -1)
}

function captionOf(prompt: string): string {
  const text = prompt
    .slice(0, 4 * LONGEST_CAPTION)
    .trim()
    .replace(/\s+/gu, ' ')
  return text.length <= LONGEST_CAPTION ? text : `${text.slice(0, LONGEST_CAPTION - 1)}…`
}

function howMade({ upscale_or_vary: uov, inpaint, enhance }: GenerationRequest): HowMade {
  if (uov && uov.uov_method !== 'Disabled') return uov.uov_method.startsWith('Vary') ? 'variation' : 'upscale'
  if (inpaint) return inpaint.outpaint_selections.length > 0 ? 'outpaint' : 'inpaint'
  return enhance?.enhance_checkbox ? 'enhance' : 'new'
}
