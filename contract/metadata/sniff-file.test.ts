import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { isPictureKind, sniffFile } from './sniff-file.ts'

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))

describe('sniffFile', () => {
  it.each(['png', 'jpeg', 'webp', 'gif', 'avif', 'tiff'] as const)('recognises a real %s', async (format) => {
    const create = { width: 8, height: 8, channels: 3, background: 'red' } as const
    const file = await sharp({ create }).toFormat(format).toBuffer()
    expect(sniffFile(file)).toBe(format)
  })

  it.each([
    ['bmp', 'BM\x3a\0\0\0\0\0\0\0\x36'],
    ['heic', '\0\0\0\x18ftypheic'],
    ['video', '\0\0\0\x18ftypisom'],
    ['video', '\x1a\x45\xdf\xa3\x01'],
    ['pdf', '%PDF-1.7'],
    ['zip', 'PK\x03\x04\x14'],
    ['model', '\x40\0\0\0\0\0\0\0{"__metadata__"'],
    ['svg', '\xef\xbb\xbf<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg xmlns="x">'],
    ['text', '<!doctype html><svg>'],
    ['text', 'BMW and other cars'],
    ['text', 'caf\xc3\xa9\n'],
    ['text', '\xff\xfeh\0i\0'],
    ['unknown', '\x01\x02\x03'],
    ['unknown', 'RIFF\0\0\0\0WAVE'],
    ['empty', ''],
  ])('takes for %s a file that starts with %j', (kind, start) => {
    expect(sniffFile(latin1(start))).toBe(kind)
  })
})

describe('isPictureKind', () => {
  it('tells pictures from the rest', () => {
    expect([isPictureKind('gif'), isPictureKind('svg'), isPictureKind('pdf')]).toEqual([true, true, false])
  })
})
