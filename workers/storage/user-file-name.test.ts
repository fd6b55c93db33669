import { expect, it } from 'vitest'
import { freeName, userFileName } from './user-file-name.ts'

it.each([
  ['cat.safetensors', 'cat.safetensors'],
  ['styles/dog.safetensors', 'dog.safetensors'],
  ['C:\\loras\\dog v2.safetensors', 'dog v2.safetensors'],
  ['../../etc/passwd', 'passwd'],
  ['a<b>:c"|?*.safetensors', 'abc.safetensors'],
  ['  two   blanks .safetensors ', 'two blanks.safetensors'],
  ['..safetensors', 'file.safetensors'],
  ['\u202ecat\u0000.safetensors', 'cat.safetensors'],
  ['', 'file'],
  ['/', 'file'],
  ['version 1.0', 'version 1.0'],
])('%j is kept as %j', (given, kept) => {
  expect(userFileName(given, 'file')).toBe(kept)
})

it('keeps the extension of a name that is too long', () => {
  const name = userFileName(`${'x'.repeat(500)}.safetensors`, 'file')
  expect(name).toHaveLength(120)
  expect(name.endsWith('.safetensors')).toBe(true)
})

it('writes the two ways to spell an accent as one', () => {
  expect(userFileName('cafe\u0301.txt', 'file')).toBe('caf\u00e9.txt')
})

it('counts up until a name is free', () => {
  const taken = new Set(['cat.safetensors', 'cat-2.safetensors'])
  expect(freeName('cat.safetensors', (name) => taken.has(name))).toBe('cat-3.safetensors')
  expect(freeName('dog.safetensors', (name) => taken.has(name))).toBe('dog.safetensors')
})
