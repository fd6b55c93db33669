/**
 * `npm test`: everything that must pass, on a fresh clone too. Ends with one line, `N passed, N failed`, in which
 * test cases count one by one and any other gate counts as one.
 * `npm run check` (--check) leaves out what needs a build or a browser.
 * Plain JavaScript without packages, since it runs before anything is installed.
 */
import { fileURLToPath } from 'node:url'
import { GATES } from './gates/gates.mjs'
import { runGates } from './gates/run-gates.mjs'
import { findChromium } from './setup/find-chromium.mjs'
import { findRedis } from './setup/find-redis.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { say } from './setup/say.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const quick = process.argv.includes('--check')

await ensureInstalled(root)

const gates = GATES.filter(({ kind }) => !quick || kind === 'check')
const { passed, failed } = await runGates(root, gates, async ({ name }) => {
  if (name === 'unit') return (await findRedis()) ?? process.env
  if (name !== 'e2e' && name !== 'e2e:api') return process.env
  const chromium = await findChromium()
  return 'path' in chromium ? { ...process.env, CHROMIUM_PATH: chromium.path } : chromium
})

say(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
