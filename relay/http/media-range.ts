import type { PictureMime } from '../../contract/image.ts'

/** One entry of an Accept header. */
interface MediaRange {
  readonly type: string
  readonly subtype: string
  /** 0 to 1; 0 means: not this. */
  readonly quality: number
}

const PICTURES: ReadonlyMap<string, PictureMime> = new Map([
  ['png', 'image/png'],
  ['jpeg', 'image/jpeg'],
  ['jpg', 'image/jpeg'],
  ['webp', 'image/webp'],
])

/** Longer headers are nobody's; reading unclosed quotes takes time that grows with the square of the length. */
const MAX_CHARACTERS = 2048

/**
 * The picture type that an Accept header asks for, so that the answer is the picture itself.
 *
 * The entry with the highest quality decides, then the more exact one, then the earlier. Null means: nothing special
 * is asked for. That is also what a browser's own list means, because it names everything that the browser can show:
 * one for a page contains `text/html`, one for `<img>` contains `image/svg+xml`. A lone picture type that we do not
 * make gets PNG, as in FooocusAPI.
 *
 * @see RFC 9110, section 12.5.1
 */
export function preferredImageType(accept: string | undefined): PictureMime | null {
  const ranges = accept && accept.length <= MAX_CHARACTERS ? parseAccept(accept) : []
  const allowed = ranges.filter(({ quality }) => quality > 0)
  const isLone = ranges.length === 1
  if (!isLone && allowed.some(isBrowsers)) return null
  // Array.sort keeps the order of equals.
  for (const range of allowed.sort(byWeight)) {
    if (range.type !== 'image') return null
    const exact = PICTURES.get(range.subtype)
    if (exact) return exact
    if (range.subtype === '*') return anyPicture(ranges)
    if (isLone) return 'image/png'
  }
  return null
}

/** The first of our types that is not ruled out. */
function anyPicture(ranges: readonly MediaRange[]): PictureMime | null {
  const refused = ranges.filter(({ type, quality }) => type === 'image' && quality === 0)
  const isRefused = (mime: PictureMime) => refused.some(({ subtype }) => PICTURES.get(subtype) === mime)
  return (['image/png', 'image/jpeg', 'image/webp'] as const).find((mime) => !isRefused(mime)) ?? null
}

const isBrowsers = ({ type, subtype }: MediaRange) =>
  (type === 'text' && subtype === 'html') || (type === 'image' && subtype === 'svg+xml')

const exactness = ({ type, subtype }: MediaRange) => Number(type !== '*') + Number(subtype !== '*')

const byWeight = (one: MediaRange, other: MediaRange) =>
  other.quality - one.quality || exactness(other) - exactness(one)

/** What is no media range is passed over. Commas and semicolons in quoted parameters separate nothing. */
function parseAccept(accept: string): MediaRange[] {
  const entries = accept.toLowerCase().match(/(?:"(?:\\.|[^"\\])*"|[^",])+/g) ?? []
  return entries.flatMap((entry) => {
    const [name = '', ...parameters] = entry.match(/(?:"(?:\\.|[^"\\])*"|[^";])+/g) ?? []
    const [, type, subtype] = /^\s*([\w!#$&^.+*-]+)\/([\w!#$&^.+*-]+)\s*$/.exec(name) ?? []
    if (!type || !subtype) return []
    return [{ type, subtype, quality: qualityOf(parameters) }]
  })
}

/** A weight that is no number from 0 to 1 counts as none given. */
function qualityOf(parameters: readonly string[]): number {
  const weight = parameters.map((parameter) => /^\s*q\s*=\s*([01](?:\.\d*)?)\s*$/.exec(parameter)?.[1])
  return Math.min(1, Number(weight.find((value) => value !== undefined) ?? 1))
}
