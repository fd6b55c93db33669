import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { giveName, reserveAndRename } from './give-name.ts'
import { makeFolder } from './testing/temporary-folder.ts'

let folder: ReturnType<typeof makeFolder>
const at = (name: string) => join(folder.path, name)
const write = (name: string, text = name) => {
  writeFileSync(at(name), text)
  return at(name)
}

beforeEach(() => {
  folder = makeFolder()
})

afterEach(() => folder.remove())

describe.each([
  ['giveName', giveName],
  ['reserveAndRename', reserveAndRename],
])('%s', (_name, give) => {
  it('gives a free name, and the temporary one is gone', async () => {
    expect(await give(write('temporary'), at('a.png'))).toBe(true)
    expect([readFileSync(at('a.png'), 'utf8'), existsSync(at('temporary'))]).toEqual(['temporary', false])
  })

  it('leaves a taken name and the temporary file alone', async () => {
    write('a.png', 'mine')
    expect(await give(write('temporary'), at('a.png'))).toBe(false)
    expect([readFileSync(at('a.png'), 'utf8'), existsSync(at('temporary'))]).toEqual(['mine', true])
  })

  it('gives one name to one of many', async () => {
    const files = Array.from({ length: 20 }, (_, index) => write(`temporary-${index}`))
    const outcomes = await Promise.all(files.map((file) => give(file, at('a.png'))))
    expect(outcomes.filter(Boolean)).toHaveLength(1)
    expect(readFileSync(at('a.png'), 'utf8')).toBe(`temporary-${outcomes.indexOf(true)}`)
  })

  it('leaves nothing under the name when the temporary file is missing', async () => {
    await expect(give(at('none'), at('a.png'))).rejects.toMatchObject({ code: 'ENOENT' })
    expect(existsSync(at('a.png'))).toBe(false)
  })
})
