/** `npm run chaos -- --events 300 --seed 1 --store sqlite|redis`: a storm over real processes. */
import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runStorm } from './storm.ts'

const RESULTS = join(import.meta.dirname, '../../../bench/relay/chaos.jsonl')

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string', default: 'sqlite' },
    keep: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})
const say = (line: string) => void process.stdout.write(`${line}\n`)
const { events, seed, store, keep, verbose } = values
if (store !== 'sqlite' && store !== 'redis') throw new Error(`--store is sqlite or redis, not ${store}`)

const report = await runStorm({
  events: Number(events),
  seed: Number(seed),
  store,
  keep,
  tell: (line) => void ((verbose || !/^\S+ s {2}(cut|kill|stall|fill|freeze)/.test(line)) && say(line)),
})
const { violations, ...numbers } = report
say(JSON.stringify(numbers, null, 2))
for (const one of violations) say(`VIOLATION ${one}`)
say(violations.length === 0 ? 'nothing lost, nothing done twice' : `${violations.length} violations`)
mkdirSync(join(RESULTS, '..'), { recursive: true })
const line = {
  at: new Date().toISOString(),
  node: process.version,
  ...numbers,
  violations: violations.length,
}
appendFileSync(RESULTS, `${JSON.stringify(line)}\n`)
process.exit(violations.length === 0 && report.crashes === 0 ? 0 : 1)
