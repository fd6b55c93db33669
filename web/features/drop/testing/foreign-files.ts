/**
 * Picture files as other programs write them, put together by hand and not by the code that is tested: enough of
 * each format to carry a text, with no pixels worth looking at.
 */

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const utf8 = (text: string) => new TextEncoder().encode(text)
const join = (...parts: readonly (Uint8Array | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => [...part]))
const big = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, at) => (value >>> (8 * (bytes - 1 - at))) & 255)
const little = (value: number, bytes: number) => big(value, bytes).reverse()

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const body = join(latin1(type), content)
  return join(big(content.length, 4), body, big(crc32(body), 4))
}

/** A PNG with text chunks: `tEXt` where Latin-1 can hold the text, else `iTXt`, as Pillow chooses. */
export function pngWith(texts: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const isLatin1 = (text: string) => [...text].every((character) => character.charCodeAt(0) < 256)
  const chunks = Object.entries(texts).map(([keyword, text]) =>
    isLatin1(text)
      ? chunk('tEXt', join(latin1(keyword), [0], latin1(text)))
      : chunk('iTXt', join(latin1(keyword), [0, 0, 0, 0, 0], utf8(text))),
  )
  return join(
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    chunk('IHDR', join(big(1, 4), big(1, 4), [8, 0, 0, 0, 0])),
    ...chunks,
    // One grey pixel, deflated without compression.
    chunk('IDAT', join([0x78, 0x01, 0x01, 0x02, 0x00, 0xfd, 0xff, 0x00, 0x80, 0x00, 0x82, 0x00, 0x81])),
    chunk('IEND', join()),
  )
}

interface Entry {
  readonly tag: number
  readonly type: number
  readonly value: Uint8Array
}

/** One directory of a big-endian TIFF block at an offset, its long values behind it. */
function directory(entries: readonly Entry[], offset: number): Uint8Array {
  let place = offset + 2 + entries.length * 12 + 4
  const size = { 2: 1, 4: 4, 7: 1 } as Readonly<Record<number, number>>
  const rows = entries.map(({ tag, type, value }) => {
    const inPlace = value.length <= 4
    const field = inPlace ? join(value, new Uint8Array(4 - value.length)) : big(place, 4)
    if (!inPlace) place += value.length
    return join(big(tag, 2), big(type, 2), big(value.length / size[type]!, 4), field)
  })
  const values = entries.filter(({ value }) => value.length > 4).map(({ value }) => value)
  return join(big(entries.length, 2), ...rows, big(0, 4), ...values)
}

const ascii = (tag: number, text: string): Entry => ({ tag, type: 2, value: latin1(`${text}\0`) })
const HEAD = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8] as const

/** Exif as Fooocus has Pillow write it: program, scheme and text as plain entries of the first directory. */
export function fooocusExif(scheme: string, text: string): Uint8Array {
  const entries = [ascii(0x0131, 'Fooocus v2.5.5'), ascii(0x927c, scheme), ascii(0x9286, text)]
  return join(HEAD, directory(entries, 8))
}

/** Exif as A1111 has piexif write it: a user comment in UTF-16 in the Exif directory. */
export function a1111Exif(text: string): Uint8Array {
  const units = Array.from(text, (_, at) => text.charCodeAt(at)).flatMap((unit) => big(unit, 2))
  const comment = { tag: 0x9286, type: 7, value: join(latin1('UNICODE\0'), units) }
  const pointer = (to: number) => ({ tag: 0x8769, type: 4, value: join(big(to, 4)) })
  const place = 8 + directory([pointer(0)], 8).length
  return join(HEAD, directory([pointer(place)], 8), directory([comment], place))
}

/** A JPEG of two segments and an end: what readers of metadata look at. */
export function jpegWith(exif: Uint8Array): Uint8Array<ArrayBuffer> {
  const content = join(latin1('Exif\0\0'), exif)
  return join([0xff, 0xd8, 0xff, 0xe1], big(content.length + 2, 2), content, [0xff, 0xda, 0, 2, 0xff, 0xd9])
}

/** A WebP in the extended form with an `EXIF` chunk. */
export function webpWith(exif: Uint8Array): Uint8Array<ArrayBuffer> {
  const riff = (name: string, content: Uint8Array) =>
    join(latin1(name), little(content.length, 4), content, content.length % 2 ? [0] : [])
  const body = join(
    latin1('WEBP'),
    riff('VP8X', join([0x08, 0, 0, 0], little(0, 3), little(0, 3))),
    riff('VP8L', join([0x2f, 0, 0, 0, 0, 0])),
    riff('EXIF', exif),
  )
  return join(latin1('RIFF'), little(body.length, 4), body)
}
