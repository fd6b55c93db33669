import { expect, it } from 'vitest'
import { readStyleFile, userStyleName, writeStyleFile } from './style-file.ts'

const FOOOCUS = JSON.stringify([
  { name: 'my watercolor', prompt: 'soft {prompt}', negative_prompt: 'hard', author: 'me' },
  { name: 'no place' },
  { name: 'SAI Anime', prompt: 'x {prompt}' },
  { name: 7 },
  'nothing',
])

it('reads Fooocus’ own form, and leaves out what is no style or has a name of this build', () => {
  expect(readStyleFile(FOOOCUS)).toEqual([
    { name: 'my watercolor', positive: 'soft {prompt}', negative: 'hard', keywords: '' },
    { name: 'no place', positive: '', negative: '', keywords: '' },
  ])
})

it('reads back what it writes', () => {
  const styles = [{ name: 'Mine', positive: 'a {prompt}', negative: '', keywords: 'own test' }]
  expect(readStyleFile(writeStyleFile(styles))).toEqual(styles)
  expect(JSON.parse(writeStyleFile([{ ...styles[0]!, keywords: '' }]))).toEqual([
    { name: 'Mine', prompt: 'a {prompt}', negative_prompt: '' },
  ])
})

it.each(['', 'no json', '{"name": "x"}', '7'])('%j is no file of styles', (text) => {
  expect(readStyleFile(text)).toBeNull()
})

it('keeps names to a line, and to those that are free', () => {
  expect(userStyleName('  my\n style ')).toBe('my style')
  expect(userStyleName('x'.repeat(200))).toHaveLength(80)
  expect(userStyleName('Random Style')).toBe('')
})
