import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { run } from '../setup/run.mjs'
import { say } from '../setup/say.mjs'
import { gateEnvironment } from './gates.mjs'

/** @typedef {import('./gates.mjs').Gate} Gate */
/** @typedef {import('./reports.mjs').Count} Count */

/** How many gates that keep one core busy run at a time. */
const LANES = Math.min(3, availableParallelism())

/**
 * Runs gates in their order, says one line for each when it ends, and shows everything a failing one printed. Neighbours
 * that are content with one core run side by side, all others alone.
 *
 * @param {string} root the repository
 * @param {readonly Gate[]} gates
 * @param {(gate: Gate) => Promise<NodeJS.ProcessEnv | { missing: string }>} prepare what a gate needs of the machine
 * @returns {Promise<Count>}
 */
export async function runGates(root, gates, prepare) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  const broken = new Set()
  const runAndTell = async (/** @type {Gate} */ gate) => {
    const { ok, count, output, seconds } = await runGate(root, gate, prepare, broken)
    if (!ok) broken.add(gate.name)
    total.passed += count.passed
    total.failed += count.failed
    total.skipped += count.skipped
    const details = gate.report ? `  ${describe(count)}` : ''
    say(`${ok ? 'ok    ' : 'FAILED'} ${gate.name.padEnd(13)} ${seconds.toFixed(1).padStart(6)} s${details}`)
    if (!ok) say(indent(output))
  }
  const waiting = [...gates]
  while (waiting.length > 0) {
    const others = waiting.findIndex((gate) => !gate.oneCore)
    const group = waiting.splice(0, others === -1 ? waiting.length : Math.max(others, 1))
    const lane = async () => {
      for (let gate = group.shift(); gate; gate = group.shift()) await runAndTell(gate)
    }
    await Promise.all(Array.from({ length: LANES }, lane))
  }
  return total
}

/**
 * @param {string} root
 * @param {Gate} gate
 * @param {(gate: Gate) => Promise<NodeJS.ProcessEnv | { missing: string }>} prepare
 * @param {ReadonlySet<string>} broken
 * @returns {Promise<{ ok: boolean, count: Count, output: string, seconds: number }>}
 */
async function runGate(root, gate, prepare, broken) {
  const failed = { passed: 0, failed: 1, skipped: 0 }
  if (gate.needs && broken.has(gate.needs)) {
    return { ok: false, count: failed, output: `Not run, because ${gate.needs} failed.`, seconds: 0 }
  }
  const env = await prepare(gate)
  if ('missing' in env) return { ok: false, count: failed, output: String(env.missing), seconds: 0 }
  const report = gate.report && join(root, gate.report)
  if (report) {
    mkdirSync(dirname(report), { recursive: true })
    rmSync(report, { force: true })
  }
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { ok, output, seconds } = await run(npm, gate.command, {
    cwd: root,
    env: gateEnvironment(root, env),
  })
  const count =
    report && gate.read
      ? readReport(report, gate.read)
      : { ...failed, passed: Number(ok), failed: Number(!ok) }
  // A runner that ends badly without a failed case has still failed.
  if (!ok && count.failed === 0) count.failed = 1
  return { ok: ok && count.failed === 0, count, output, seconds }
}

/**
 * @param {string} path
 * @param {(json: any) => Count} read
 * @returns {Count}
 */
function readReport(path, read) {
  try {
    return read(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return { passed: 0, failed: 1, skipped: 0 } // It died before it could write one.
  }
}

/** @param {Count} count */
function describe({ passed, failed, skipped }) {
  const parts = [`${passed} passed`]
  if (failed) parts.push(`${failed} failed`)
  if (skipped) parts.push(`${skipped} skipped`)
  return parts.join(', ')
}

/** @param {string} text */
function indent(text) {
  return text
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('npm warn'))
    .map((line) => `       ${line}`)
    .join('\n')
}
