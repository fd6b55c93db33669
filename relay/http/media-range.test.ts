import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { preferredImageType } from './media-range.ts'

const CHROME_PAGE =
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8'
const CHROME_IMG = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8'
const FIREFOX_IMG = 'image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5'

describe('preferredImageType', () => {
  it.each([
    ['image/png', 'image/png'],
    ['image/jpeg', 'image/jpeg'],
    ['image/jpg', 'image/jpeg'],
    ['IMAGE/WebP', 'image/webp'],
    ['image/png;q=0.9', 'image/png'],
    [' image/webp ; q=0.5 ', 'image/webp'],
    ['image/*', 'image/png'],
    ['image/avif', 'image/png'],
    ['image/gif;q=0.3', 'image/png'],
    ['image/svg+xml', 'image/png'],
    ['image/png, */*', 'image/png'],
    ['*/*;q=0.1, image/webp', 'image/webp'],
    ['*/*, image/webp', 'image/webp'],
    ['image/*, image/webp', 'image/webp'],
    ['image/png;q=0.5, image/webp', 'image/webp'],
    ['image/png;q=0.5, image/webp;q=0.6, application/json;q=0.1', 'image/webp'],
    ['image/jpeg, application/json', 'image/jpeg'],
    ['image/avif, image/jpeg;q=0.2', 'image/jpeg'],
    ['image/*, image/png;q=0', 'image/jpeg'],
    ['image/png;profile="a,b;q=0", application/json;q=0.5', 'image/png'],
    ['image/png;q=nonsense', 'image/png'],
    ['image/png;q=7', 'image/png'],
    [',, image/png ,', 'image/png'],
  ])('%s asks for %s', (accept, expected) => {
    expect(preferredImageType(accept)).toBe(expected)
  })

  it.each([
    undefined,
    '',
    '*/*',
    '*',
    'application/json',
    'application/json, text/plain, */*',
    'application/json, image/png',
    'application/json, image/png;q=0.9',
    'application/*, image/*',
    'text/event-stream',
    'text/event-stream, image/png;q=0.1',
    'image/png;q=0',
    'image/png;q=0.0, */*',
    'image/*;q=0.5, image/png;q=0, image/jpeg;q=0, image/webp;q=0',
    'image/avif, image/heic',
    'image',
    'image/',
    'image/png/x',
    'audio/png',
    CHROME_PAGE,
    CHROME_IMG,
    FIREFOX_IMG,
    'image/png, text/html',
    'image/png, text/html;q=0.1',
  ])('%s asks for nothing special', (accept) => {
    expect(preferredImageType(accept)).toBeNull()
  })

  it('heeds a text/html that is ruled out as little as one that is absent', () => {
    expect(preferredImageType('image/png, text/html;q=0')).toBe('image/png')
  })

  it('asks nothing of a header that is longer than any program writes', () => {
    expect(preferredImageType(`image/png${' '.repeat(4000)}`)).toBeNull()
    expect(preferredImageType('"\\'.repeat(8000))).toBeNull()
  })

  it('answers anything', () => {
    const pieces = fc.constantFrom(
      'image',
      '/',
      '*',
      'png',
      ',',
      ';',
      'q=',
      '0.5',
      '"',
      '\\',
      ' ',
      'text/html',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((list) => list.join('')),
        ),
        (accept) => {
          expect([null, 'image/png', 'image/jpeg', 'image/webp']).toContain(preferredImageType(accept))
        },
      ),
    )
  })
})
