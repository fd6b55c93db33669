import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cpuMicrosOf, placed } from './processes.ts'

/** What is sent, over and over. */
export interface LoadPlan {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly connections: number
  readonly seconds: number
  /** Whose processor time is counted. */
  readonly serverPid: number
}

/** What came of it. */
export interface LoadResult {
  readonly perSecond: number
  readonly p50Ms: number
  /** Processor time of the server for each request, in microseconds. */
  readonly cpuMicros: number
  /** Answers that were no success. */
  readonly failed: number
}

/** A usual request of a program: a prompt, and some settings. */
export const BODY = JSON.stringify({
  prompt: 'a lighthouse in a storm, oil painting',
  negative_prompt: 'blurry',
  performance_selection: 'Speed',
  aspect_ratios_selection: '1152*896',
  image_number: 1,
  image_seed: 1234567,
  style_selections: ['Fooocus V2'],
})

/** Which program makes the load: wrk, or autocannon where that is not installed (`apt install wrk`). */
export const GENERATOR = spawnSync('wrk', ['-v']).error ? 'autocannon' : 'wrk'

/** Sends requests from another process for some seconds. */
export async function load(plan: LoadPlan): Promise<LoadResult> {
  const before = cpuMicrosOf(plan.serverPid)
  const { requests, ...result } = await (GENERATOR === 'wrk' ? withWrk(plan) : withAutocannon(plan))
  return { ...result, cpuMicros: (cpuMicrosOf(plan.serverPid) - before) / requests }
}

type Counted = Omit<LoadResult, 'cpuMicros'> & { readonly requests: number }

async function withWrk({ url, headers = {}, connections, seconds }: LoadPlan): Promise<Counted> {
  const script = join(mkdtempSync(join(tmpdir(), 'fooocus-tab-bench-')), 'post.lua')
  const lines = Object.entries({ 'Content-Type': 'application/json', ...headers }).map(
    ([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}`,
  )
  writeFileSync(script, ['wrk.method = "POST"', ...lines, `wrk.body = [[${BODY}]]`].join('\n'))
  const args = [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--timeout',
    '10s',
    '--latency',
    '-s',
    script,
    url,
  ]
  const text = await run(placed('others', ['wrk', ...args]))
  const numberAt = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0)
  const [, amount = 'NaN', unit = 'ms'] = /50%\s+([\d.]+)(us|ms|s)/.exec(text) ?? []
  return {
    perSecond: numberAt(/Requests\/sec:\s+([\d.]+)/),
    p50Ms: Number(amount) * { us: 0.001, ms: 1, s: 1000 }[unit as 'us' | 'ms' | 's'],
    requests: numberAt(/(\d+) requests in/),
    failed: numberAt(/Non-2xx or 3xx responses: (\d+)/) + numberAt(/timeout (\d+)/),
  }
}

async function withAutocannon({ url, headers = {}, connections, seconds }: LoadPlan): Promise<Counted> {
  const program = createRequire(import.meta.url).resolve('autocannon')
  const sent = Object.entries({ 'content-type': 'application/json', ...headers })
  const flags = sent.flatMap(([name, value]) => ['-H', `${name}=${value}`])
  const args = [
    '-j',
    '-n',
    '-m',
    'POST',
    '-c',
    `${connections}`,
    '-d',
    `${seconds}`,
    '-b',
    BODY,
    ...flags,
    url,
  ]
  const text = await run(placed('others', [process.execPath, program, ...args]))
  const result = JSON.parse(text.slice(text.indexOf('{'))) as {
    readonly requests: { readonly average: number; readonly total: number }
    readonly latency: { readonly p50: number }
    readonly non2xx: number
    readonly timeouts: number
  }
  const { requests, latency, non2xx, timeouts } = result
  return {
    perSecond: requests.average,
    p50Ms: latency.p50,
    requests: requests.total,
    failed: non2xx + timeouts,
  }
}

function run([command, ...args]: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', (data: Buffer) => (text += data.toString()))
    child.once('error', reject)
    child.once('close', (status) =>
      status === 0 ? resolve(text) : reject(new Error(`${command} ended with ${status}: ${text}`)),
    )
  })
}
