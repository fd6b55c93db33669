import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Sides and sizes that do not turn with the direction of reading. Pictures' own sizes are set by attributes. */
const PHYSICAL =
  /(?<=(?:^|[{;])\s*)(?:(?:(?:scroll-)?(?:margin|padding)|border)-(?:left|right|top|bottom)(?:-[a-z]+)*|border-(?:top|bottom)-(?:left|right)-radius|left|right|top|bottom|(?:min-|max-)?(?:width|height)|overflow-[xy]|(?:text-align|float|clear)\s*:\s*(?:left|right))(?=\s*[:;])/g

const physicalIn = (css: string) =>
  [
    ...css
      .replaceAll(/\/\*[\s\S]*?\*\//g, '')
      .replaceAll(/@(?:media|container)[^{]*/g, '')
      .matchAll(PHYSICAL),
  ].map(([found]) => found.trim().replace(/^[;{]\s*/, ''))

describe('physicalIn', () => {
  it.each([
    ['.a { margin-left: 1px; }', ['margin-left']],
    ['.a {left:0}', ['left']],
    ['.a { text-align: right; }', ['text-align: right']],
    ['.a { max-width: 1px; border-top-left-radius: 0; }', ['max-width', 'border-top-left-radius']],
    ['.a { inset-inline-start: 0; text-align: end; object-position: left; }', []],
    ['@media (max-width: 1px) { .a { inline-size: 1px; } }', []],
  ])('reads %j', (css, found) => {
    expect(physicalIn(css)).toEqual(found)
  })
})

describe('the style sheets', () => {
  it('turn with the direction of reading', () => {
    const sheets = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.css'),
    )
    expect(sheets.length).toBeGreaterThan(20)
    const found = sheets.map((name) => [
      name,
      physicalIn(readFileSync(join(import.meta.dirname, name), 'utf8')),
    ])
    expect(Object.fromEntries(found.filter(([, names]) => names?.length))).toEqual({})
  })
})
