import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

test('the built relay starts with what the compiler made of it at the build', () => {
  const code = `import { createCodeLoader } from ${JSON.stringify(join(ROOT, 'relay/code-cache/create-code-loader.ts'))}
    process.argv = ['node', 'main', '--help']
    console.log = () => undefined
    const loader = createCodeLoader()
    loader.load(${JSON.stringify(join(ROOT, 'dist/relay/program.cjs'))})
    process.stdout.write(loader.taken().join('\\n'))`
  const args = ['--import', 'tsx', '--input-type=module', '--eval', code]
  const taken = execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' }).split('\n')
  expect(taken).toContain(join(ROOT, 'dist/relay/program.cjs'))
  expect(taken.length).toBeGreaterThan(2)
})
