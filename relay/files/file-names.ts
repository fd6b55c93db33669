import type { NewPicture } from './ports.ts'
import { formatOf } from '../../contract/image.ts'

const MAX_PART_CHARACTERS = 64
/** File systems count bytes: 255 for a name, of which some are for the index, a counter and the suffix. */
const MAX_PART_BYTES = 200
/** The name and the folders before it; macOS takes paths of 1024 bytes. */
const MAX_PARTS = 4

/** Device names of Windows, with anything behind a dot; a file called so opens the device. */
const RESERVED = /^(con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?= *(?:\.|$))/i

const PICTURE_SUFFIX = /\.(png|jpe?g|webp)$/

/**
 * Proposes names for a picture, all of them below its dated folder (local time), best first; the caller takes the
 * first that is free. Without a name of the client's: `2026-01-31/2026-01-31_12-30-00_1234.png`. With one:
 * `2026-01-31/cats/tom-0.png`, then `tom-0_2.png` and so on.
 *
 * @param random 0 ≤ value < 1
 */
export function* proposeNames(
  picture: Pick<NewPicture, 'createdAt' | 'saveName' | 'index' | 'mime'>,
  random: () => number,
): Generator<string> {
  const { day, time } = localTime(picture.createdAt)
  const suffix = formatOf(picture.mime)
  const wanted = picture.saveName === null ? [] : cleanSaveName(picture.saveName)
  if (wanted.length === 0) {
    for (const number of fourDigits(random)) yield `${day}/${day}_${time}_${number}.${suffix}`
    return
  }
  const name = `${day}/${wanted.join('/')}-${picture.index}`
  yield `${name}.${suffix}`
  for (let count = 2; count < 10; count++) yield `${name}_${count}.${suffix}`
  // Someone uses the same name all day: looking for the next number one by one would take ever longer.
  for (const number of fourDigits(random)) yield `${name}_${number}.${suffix}`
}

/**
 * Cleans a name that a client wants for its files.
 *
 * @returns folders, then the name itself; none of them climbs, hides, or means a device. Empty when nothing is left.
 */
export function cleanSaveName(saveName: string): readonly string[] {
  return (
    saveName
      .normalize('NFC')
      .split(/[/\\]/)
      .filter((part) => !/^(?:[a-z]:|\s*)$/i.test(part))
      .map(cleanPart)
      .filter((part) => part !== '')
      .slice(-MAX_PARTS)
      // A folder that looks like a picture would stand in the way of a picture, and the other way round.
      .map((part, at, all) => (at < all.length - 1 && PICTURE_SUFFIX.test(part) ? `${part}_` : part))
  )
}

/** Whether a relative path has only parts that {@link proposeNames} could have made, and the suffix of a picture. */
export function isPictureName(file: string): boolean {
  const parts = file.split('/')
  return PICTURE_SUFFIX.test(file) && parts.length <= MAX_PARTS + 1 && parts.every(isSafePart)
}

/** The media type that a file's suffix stands for. */
export function mimeOfName(file: string): string {
  const suffix = PICTURE_SUFFIX.exec(file)?.[1]
  return `image/${suffix === 'jpg' ? 'jpeg' : (suffix ?? 'png')}`
}

function cleanPart(part: string): string {
  const characters = [...part.replace(/[^\p{L}\p{M}\p{N}._\- ]/gu, '_').replace(/^[. ]+/, '')]
  let clean = characters.slice(0, MAX_PART_CHARACTERS).join('')
  while (Buffer.byteLength(clean) > MAX_PART_BYTES) clean = [...clean].slice(0, -1).join('')
  // Windows drops dots and spaces at the end, which would make two names one.
  return clean.replace(/[. ]+$/, '').replace(RESERVED, '$1_')
}

function isSafePart(part: string): boolean {
  if (part === '' || part.startsWith('.') || RESERVED.test(part)) return false
  return !/[\p{Cc}\\:*?"<>|]|[. ]$/u.test(part)
}

function* fourDigits(random: () => number): Generator<number> {
  const first = Math.floor(random() * 9000)
  for (let step = 0; step < 9000; step++) yield 1000 + ((first + step) % 9000)
}

function localTime(at: number): { day: string; time: string } {
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  const year = String(date.getFullYear()).padStart(4, '0')
  return {
    day: `${year}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    time: `${two(date.getHours())}-${two(date.getMinutes())}-${two(date.getSeconds())}`,
  }
}
