import type { PictureMime, PixelSize } from '../image.ts'
import { uint16be, uint16le, uint32be, uint32le } from './byte-fields.ts'
import { JPEG_MARKER, jpegSegments } from './jpeg-segments.ts'
import { pngChunks } from './png-chunks.ts'
import { webpChunks, webpFrame } from './webp-chunks.ts'

/** What a picture file says about itself before anything is decoded. */
export interface ImageFacts extends PixelSize {
  readonly mime: PictureMime
  /** More than one frame; such files are no input and no result of ours. */
  readonly isAnimated: boolean
  /** Bytes that belong to the picture; anything behind them is something else. Null when the file is cut. */
  readonly end: number | null
}

/**
 * Reads the head of a PNG, JPEG or WebP and finds its end. Names and announced types do not count, only the bytes.
 * Linear in the length of the file, never throws, decodes nothing.
 *
 * @param file whole file, from anywhere
 * @returns null for everything else, and for a picture without a size of at least 1×1
 */
export function readImageFacts(file: Uint8Array): ImageFacts | null {
  const facts = readPng(file) ?? readJpeg(file) ?? readWebp(file)
  return facts && facts.width >= 1 && facts.height >= 1 ? facts : null
}

/** @see https://www.w3.org/TR/png-3/#11IHDR */
function readPng(file: Uint8Array): ImageFacts | null {
  let size: PixelSize | null = null
  let isAnimated = false
  let hasPixels = false
  for (const { type, start, end } of pngChunks(file)) {
    if (size === null) {
      // The header comes first and is 13 bytes long, or this is no PNG.
      if (type !== 'IHDR' || end - start !== 25) return null
      size = { width: uint32be(file, start + 8), height: uint32be(file, start + 12) }
    }
    if (type === 'acTL') isAnimated = true
    if (type === 'IDAT') hasPixels = true
    if (type === 'IEND') return hasPixels ? { mime: 'image/png', ...size, isAnimated, end } : null
  }
  return size && { mime: 'image/png', ...size, isAnimated, end: null }
}

/** Baseline, extended and progressive frames, the only ones that browsers show. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xc2

/** @see ITU-T T.81, annex B */
function readJpeg(file: Uint8Array): ImageFacts | null {
  let size: PixelSize | null = null
  for (const { marker, start, end } of jpegSegments(file)) {
    if (isFrame(marker)) size ??= { width: uint16be(file, start + 7), height: uint16be(file, start + 5) }
    if (marker !== JPEG_MARKER.startOfScan || !size) continue
    return { mime: 'image/jpeg', ...size, isAnimated: false, end: jpegEnd(file, end) }
  }
  return null
}

/** Just behind the end marker, or null. @param at in the pixels of the first scan */
function jpegEnd(file: Uint8Array, at: number): number | null {
  for (;;) {
    at = file.indexOf(0xff, at)
    const marker = file[at + 1]
    if (at < 0 || marker === undefined) return null
    if (marker === JPEG_MARKER.endOfImage) return at + 2
    // Within pixels: an escaped 0xff, and restart markers. Fill bytes may stand before any marker.
    const isInPixels = marker === 0 || (marker >= 0xd0 && marker <= 0xd7)
    if (isInPixels) at += 2
    else if (marker === 0xff) at += 1
    // Between scans there are tables, which state their length.
    else at += 2 + Math.max(2, uint16be(file, at + 2))
  }
}

const WEBP_FLAG_ANIMATED = 0x02

/** @see RFC 9649 */
function readWebp(file: Uint8Array): ImageFacts | null {
  let canvas: (PixelSize & { isAnimated: boolean }) | null = null
  for (const chunk of webpChunks(file)) {
    const { type, content } = chunk
    if (type === 'VP8X' && !canvas && content.length >= 10) {
      const isAnimated = (content[0]! & WEBP_FLAG_ANIMATED) !== 0
      // 24 bits each, one less than meant.
      const width = 1 + uint16le(content, 4) + content[6]! * 0x10000
      const height = 1 + uint16le(content, 7) + content[9]! * 0x10000
      canvas = { width, height, isAnimated }
    }
    const frame = webpFrame(chunk)
    if (!frame && !canvas?.isAnimated) continue
    // A frame of another size than the canvas is an attempt to hide how large the picture is.
    if (canvas && frame && (canvas.width !== frame.width || canvas.height !== frame.height)) return null
    const { width, height } = canvas ?? frame!
    return { mime: 'image/webp', width, height, isAnimated: canvas?.isAnimated ?? false, end: webpEnd(file) }
  }
  return null
}

/** Where the container says that it ends, or null. */
function webpEnd(file: Uint8Array): number | null {
  const end = uint32le(file, 4) + 8
  return end <= file.length ? end : null
}
