import { expect, test } from 'vitest'
import type { UserFile } from '../../contract/user-files.ts'
import { createUserWildcards } from './user-wildcards.ts'

const builtIn = new Map([
  ['animal', ['cat']],
  ['color', ['red']],
])

const aFile = (name: string, sha256 = name, kind: UserFile['kind'] = 'wildcard'): UserFile => ({
  kind,
  name,
  bytes: 1,
  addedAt: 0,
  sha256,
  lora: null,
})

/** Files by their hash; what is not there cannot be opened. */
function setUp(texts: Readonly<Record<string, string>>) {
  const opened: string[] = []
  const troubles: unknown[] = []
  const open = (name: string, sha256: string) => {
    opened.push(name)
    const text = texts[sha256]
    return text === undefined ? Promise.reject(new Error('gone')) : Promise.resolve(new Blob([text]))
  }
  return {
    wildcards: createUserWildcards(builtIn, open, (thrown) => troubles.push(thrown)),
    opened,
    troubles,
  }
}

test("the user's lists stand beside the build's, and in place of one of the same name", async () => {
  const { wildcards } = setUp({ a: '\uFEFFowl\r\n\r\nfox in socks \n', b: 'sad\nglad' })
  await wildcards.update([
    aFile('animal.txt', 'a'),
    aFile('my moods.txt', 'b'),
    aFile('x.safetensors', 'x', 'lora'),
  ])
  expect([...wildcards.lists()]).toEqual([
    ['animal', ['owl', 'fox in socks ']],
    ['color', ['red']],
    ['my_moods', ['sad', 'glad']],
  ])
})

test('a file is read once, again when its bytes are others, and forgotten when it is gone', async () => {
  const { wildcards, opened } = setUp({ a: 'one', b: 'two' })
  await wildcards.update([aFile('mood.txt', 'a')])
  await wildcards.update([aFile('mood.txt', 'a')])
  expect(opened).toHaveLength(1)
  await wildcards.update([aFile('mood.txt', 'b')])
  expect(wildcards.lists().get('mood')).toEqual(['two'])
  await wildcards.update([])
  expect(wildcards.lists()).toEqual(builtIn)
})

test('a file that cannot be read costs its list only, and is told', async () => {
  const { wildcards, troubles } = setUp({ a: 'one' })
  await wildcards.update([aFile('gone.txt', 'missing'), aFile('mood.txt', 'a')])
  expect(wildcards.lists().get('mood')).toEqual(['one'])
  expect(wildcards.lists().has('gone')).toBe(false)
  expect(troubles).toHaveLength(1)
})

test('lists that follow each other quickly end with the last', async () => {
  const { wildcards } = setUp({ a: 'one', b: 'two' })
  const first = wildcards.update([aFile('mood.txt', 'a')])
  const second = wildcards.update([aFile('mood.txt', 'b')])
  await Promise.all([first, second])
  expect(wildcards.lists().get('mood')).toEqual(['two'])
})
