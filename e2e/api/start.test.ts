import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const BUILT = join(ROOT, 'dist/relay')
const LOADER = join(ROOT, 'relay/code-cache/create-code-loader.ts')

/** Files that take long to read. */
const LARGE_BYTES = 50_000

test('the built relay starts with what the compiler made of it at the build', () => {
  const code = `import { createCodeLoader } from ${JSON.stringify(LOADER)}
    process.argv = ['node', 'main', '--port', '0', '--memory-only', '--log-level', 'silent']
    const loader = createCodeLoader()
    // It says where it is once it listens.
    console.log = () => {
      process.stdout.write(loader.taken().join('\\n'))
      process.exit(0)
    }
    loader.load(${JSON.stringify(join(BUILT, 'program.cjs'))})`
  const args = ['--import', 'tsx', '--input-type=module', '--eval', code]
  const taken = execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' }).split('\n')
  const large = readdirSync(BUILT)
    .filter((name) => name.endsWith('.cjs'))
    .map((name) => join(BUILT, name))
    .filter((path) => statSync(path).size > LARGE_BYTES)
  expect(large.length).toBeGreaterThan(1)
  expect(taken).toEqual(expect.arrayContaining([join(BUILT, 'program.cjs'), ...large]))
})
