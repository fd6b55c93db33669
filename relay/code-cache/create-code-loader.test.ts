import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCodeLoader } from './create-code-loader.ts'

const LOADER = join(import.meta.dirname, 'create-code-loader.ts')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fooocus-tab-'))
  put('parts.cjs', 'exports.add = (a, b) => a + b; exports.runs = (exports.runs ?? 0) + 1')
  put(
    'main.cjs',
    `const { add } = require('./parts.cjs'); const { sep } = require('node:path');
     module.exports = { sum: add(2, 3), again: require('./parts.cjs').runs, sep, file: __filename, folder: __dirname }`,
  )
})
afterEach(() => rmSync(folder, { recursive: true }))

const at = (name: string) => join(folder, name)
const put = (name: string, content: string | Buffer) => writeFileSync(at(name), content)

/** Loads in a process of its own, whose compiler knows nothing yet. */
function loadAnew(name: string): { readonly exports: unknown; readonly taken: readonly string[] } {
  const code = `import { createCodeLoader } from ${JSON.stringify(LOADER)}
    const loader = createCodeLoader()
    const exports = loader.load(${JSON.stringify(at(name))})
    console.log(JSON.stringify({ exports, taken: loader.taken() }))`
  put('load.ts', code)
  const args = ['--import', 'tsx', at('load.ts')]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as ReturnType<typeof loadAnew>
}

function save(name: string): void {
  const loader = createCodeLoader()
  loader.load(at(name))
  loader.save()
}

const loaded = () => ({
  sum: 5,
  again: 1,
  sep: '/',
  file: at('main.cjs'),
  folder,
})

describe('a code loader', () => {
  it('runs files as Node does: paths, modules of Node, each file once', () => {
    expect(createCodeLoader().load(at('main.cjs'))).toEqual(loaded())
    expect(readdirSync(folder).sort()).toEqual(['main.cjs', 'parts.cjs'])
  })

  it('takes what was saved, in another process too', () => {
    save('main.cjs')
    expect(readdirSync(folder).filter((name) => name.endsWith('.code'))).toEqual([
      'main.cjs.code',
      'parts.cjs.code',
    ])
    expect(loadAnew('main.cjs')).toEqual({ exports: loaded(), taken: [at('main.cjs'), at('parts.cjs')] })
  })

  it('reads a file that was changed since, even to one of the same length', () => {
    save('main.cjs')
    put('parts.cjs', readFileSync(at('parts.cjs'), 'utf8').replace('a + b', 'a * b'))
    expect(loadAnew('main.cjs')).toEqual({ exports: { ...loaded(), sum: 6 }, taken: [at('main.cjs')] })
  })

  it.each([
    [
      'a byte turned',
      (code: Buffer) => Buffer.from(code.map((byte, at) => (at === 200 ? byte ^ 0x55 : byte))),
    ],
    ['the end cut off', (code: Buffer) => code.subarray(0, code.length / 2)],
    ['nothing in it', () => Buffer.alloc(0)],
    ['another thing in it', () => Buffer.from('{}')],
  ])('reads the file where what was saved has %s', (_what, spoil) => {
    save('main.cjs')
    put('parts.cjs.code', spoil(readFileSync(at('parts.cjs.code'))))
    expect(loadAnew('main.cjs')).toEqual({ exports: loaded(), taken: [at('main.cjs')] })
  })

  it('names places as they are in the file', () => {
    put('place.cjs', 'module.exports = new Error("here").stack')
    expect(createCodeLoader().load(at('place.cjs'))).toContain(`${at('place.cjs')}:1:18`)
  })

  it('passes on what a file throws, and says which one is missing', () => {
    put('bad.cjs', 'throw new TypeError("no")')
    const loader = createCodeLoader()
    expect(() => loader.load(at('bad.cjs'))).toThrow(TypeError)
    expect(() => loader.load(at('bad.cjs'))).toThrow(TypeError)
    put('lost.cjs', 'require("./nowhere.cjs")')
    expect(() => createCodeLoader().load(at('lost.cjs'))).toThrow(/ENOENT.*nowhere\.cjs/)
  })
})
