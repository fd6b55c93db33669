import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanSaveName, isPictureName, mimeOfName, proposeNames } from './file-names.ts'

const createdAt = new Date(2026, 0, 3, 4, 5, 6).getTime()
const first = (saveName: string | null, count = 1) => {
  const names = proposeNames({ createdAt, saveName, index: 2, mime: 'image/jpeg' }, () => 0.5)
  return Array.from({ length: count }, () => names.next().value as string)
}

describe('proposeNames', () => {
  it('writes local time and four digits', () => {
    expect(first(null)).toEqual(['2026-01-03/2026-01-03_04-05-06_5500.jpeg'])
  })

  it('goes through all 9000 numbers once, whatever the start', () => {
    for (const random of [0, 0.3, 0.9999999]) {
      const all = [...proposeNames({ createdAt, saveName: null, index: 0, mime: 'image/png' }, () => random)]
      const numbers = all.map((name) => Number(/_(\d{4})\.png$/.exec(name)?.[1]))
      expect(new Set(numbers).size).toBe(9000)
      expect([Math.min(...numbers), Math.max(...numbers)]).toEqual([1000, 9999])
    }
  })

  it("puts the client's name below the day, with the index, then with a counter", () => {
    expect(first('cats/tom', 3)).toEqual([
      '2026-01-03/cats/tom-2.jpeg',
      '2026-01-03/cats/tom-2_2.jpeg',
      '2026-01-03/cats/tom-2_3.jpeg',
    ])
    expect(first('tom', 10).at(-1)).toBe('2026-01-03/tom-2_5500.jpeg')
  })

  it('takes the usual name where nothing is left of the wanted one', () => {
    expect(first('../..')).toEqual(first(null))
  })
})

describe('cleanSaveName', () => {
  it.each([
    ['tom', ['tom']],
    ['Grüße 你好', ['Grüße 你好']],
    ['../tom', ['tom']],
    ['../../../etc/passwd', ['etc', 'passwd']],
    ['/etc/passwd', ['etc', 'passwd']],
    ['..\\..\\tom', ['tom']],
    ['C:\\Windows\\tom', ['Windows', 'tom']],
    ['\\\\server\\share\\x', ['server', 'share', 'x']],
    ['a//b/./c/', ['a', 'b', 'c']],
    ['.hidden', ['hidden']],
    ['...', []],
    ['. .', []],
    ['', []],
    ['   ', []],
    ['tom.', ['tom']],
    ['tom\0.png', ['tom_.png']],
    ['a:b*c?"<>|', ['a_b_c_____']],
    ['tom\u202egnp.exe', ['tom_gnp.exe']],
    ['a\nb\u001b[31m', ['a_b__31m']],
    ['CON', ['CON_']],
    ['con.png', ['con_.png']],
    ['nul/x', ['nul_', 'x']],
    ['COM1 .txt', ['COM1_ .txt']],
    ['lpt¹', ['lpt¹_']],
    ['console', ['console']],
    ['..%2f..%2ftom', ['_2f.._2ftom']],
    ['x.png/tom', ['x.png_', 'tom']],
    ['1/2/3/4/5/6', ['3', '4', '5', '6']],
    ['x'.repeat(300), ['x'.repeat(64)]],
    ['𝒳'.repeat(300), ['𝒳'.repeat(50)]],
  ])('makes of %j the parts %j', (saveName, expected) => {
    expect(cleanSaveName(saveName)).toEqual(expected)
  })

  it('makes only names that can be opened again, of anything', () => {
    const parts = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('..', '.', '/', '\\', 'CON', ' ')),
    )
    const text = parts.map((list) => list.join(''))
    fc.assert(
      fc.property(text, (saveName) => {
        const [name] = first(saveName)
        expect(name).toMatch(/^2026-01-03\/[^/]/)
        expect(isPictureName(name!)).toBe(true)
        for (const part of name!.split('/')) expect(Buffer.byteLength(part)).toBeLessThan(240)
      }),
      { numRuns: 300 },
    )
  })
})

describe('isPictureName', () => {
  it.each([
    'a.png',
    'a.jpg',
    'a.jpeg',
    'a.webp',
    '2026-01-31/2026-01-31_12-30-00_1234.png',
    'd/cats/tom-0_2.png',
  ])('takes %s', (file) => expect(isPictureName(file)).toBe(true))

  it.each([
    '',
    'a',
    'png',
    'a.PNG',
    'a.svg',
    'a.html',
    'a.png.html',
    '/a.png',
    '../a.png',
    'd/../a.png',
    'd/./a.png',
    'd//a.png',
    '.tmp/a.png',
    '.png',
    'd\\a.png',
    '..\\a.png',
    'C:/a.png',
    'a.png:stream.png',
    'a\0.png',
    'a.png\0',
    'a\n.png',
    'CON.png',
    'd/nul.png',
    'com1.x.png',
    'd /a.png',
    'd./a.png',
    `${'d/'.repeat(9)}a.png`,
  ])('refuses %j', (file) => expect(isPictureName(file)).toBe(false))
})

describe('mimeOfName', () => {
  it('goes by the suffix', () => {
    expect(['a.png', 'a.jpg', 'a.jpeg', 'a.webp'].map(mimeOfName)).toEqual([
      'image/png',
      'image/jpeg',
      'image/jpeg',
      'image/webp',
    ])
  })
})
