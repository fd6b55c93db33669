/**
 * `npm run bench:relay`: what the relay costs, as ratios within one run on one machine. Prints a table and appends one
 * JSON line to bench/relay/results.jsonl. `--quick` takes less than a minute and appends nothing. Needs a build
 * (`npm run build`). Everything happens on this machine's loopback.
 */
import { appendFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { spreadOf, spreadText, type Spread } from '../statistics.ts'
import { GENERATOR, type LoadResult } from './load.ts'
import { measurePieces } from './pieces.ts'
import { measureReaders } from './readers.ts'
import { buildParts } from './servers.ts'
import { measureColdStarts, measureNode, measureStanding } from './standing.ts'
import { measureThroughput, type Rival, type Round } from './throughput.ts'
import { measureTransfer } from './transfer.ts'

const isQuick = process.argv.includes('--quick')
const loadBefore = loadavg()[0]!
await buildParts()
const rows: [name: string, value: string, target: string][] = []
const facts: Record<string, unknown> = {}
const tell = (name: string, spread: Spread, target: string, digits = 2) => {
  rows.push([name, spreadText(spread, digits), target])
  facts[name] = spread
}

const throughput = await measureThroughput(
  isQuick
    ? { rounds: 1, seconds: 1, warmSeconds: 6, connections: [1, 32] }
    : { rounds: 5, seconds: 2, warmSeconds: 20, connections: [1, 8, 32] },
)
const each = (rounds: readonly Round[], rival: Rival, read: (one: LoadResult) => number) =>
  rounds.flatMap((round) => round[rival] ?? []).map(read)
const ratios = (rounds: readonly Round[], of: Rival, to: Rival, read: (one: LoadResult) => number) =>
  rounds.flatMap((round) => (round[of] && round[to] ? [read(round[of]) / read(round[to])] : []))
const perSecond = (one: LoadResult) => one.perSecond
const p50Ms = (one: LoadResult) => one.p50Ms

for (const [connections, rounds] of throughput.rounds) {
  for (const rival of ['bare', 'floor', 'memory', 'durable', 'localtunnel'] as const) {
    const speeds = each(rounds, rival, perSecond)
    if (speeds.length === 0) continue
    tell(`c=${connections} ${rival}: requests/s`, spreadOf(speeds), '', 0)
    tell(`c=${connections} ${rival}: p50 (ms)`, spreadOf(each(rounds, rival, p50Ms)), '', 3)
    tell(
      `c=${connections} ${rival}: server CPU per request (µs)`,
      spreadOf(each(rounds, rival, (one) => one.cpuMicros)),
      '',
      0,
    )
  }
  const isFull = connections === 32
  tell(
    `c=${connections} memory ÷ floor`,
    spreadOf(ratios(rounds, 'memory', 'floor', perSecond)),
    isFull ? '≥ 0.85' : '',
  )
  tell(
    `c=${connections} durable ÷ floor`,
    spreadOf(ratios(rounds, 'durable', 'floor', perSecond)),
    isFull ? '≥ 0.60' : '',
  )
  for (const ours of ['memory', 'durable'] as const) {
    const against = ratios(rounds, ours, 'localtunnel', perSecond)
    if (against.length > 0) tell(`c=${connections} ${ours} ÷ localtunnel`, spreadOf(against), '≥ 10')
    if (connections !== 1) continue
    const added = rounds.map((round) => round[ours]!.p50Ms - round.floor!.p50Ms)
    tell(`c=1 ${ours}: p50 over the floor's (ms)`, spreadOf(added), '≤ 1', 3)
  }
}
if (throughput.missing !== null)
  rows.push(['localtunnel', `could not be installed: ${throughput.missing}`, ''])
rows.push(['noisy rounds left out', String(throughput.discarded), ''])

const alone = await measurePieces(isQuick ? 1 : 5)
tell('one call: body read and checked (µs)', spreadOf(alone.map(({ read }) => read)), '', 1)
tell('one call: request checked and written for the tab (µs)', spreadOf(alone.map(({ ask }) => ask)), '', 1)
tell('one call: record written (µs)', spreadOf(alone.map(({ answer }) => answer)), '', 1)

const transfers = await measureTransfer(isQuick ? 1 : 3, isQuick ? 1 : 5)
tell('1.5 MB picture, ours (MB/s)', spreadOf(transfers.map(({ ours }) => ours)), '', 0)
tell(
  '1.5 MB picture, ours ÷ plain binary',
  spreadOf(transfers.map(({ ours, binary }) => ours / binary)),
  '≥ 0.70',
)
tell(
  '1.5 MB picture, ours ÷ base64 in JSON',
  spreadOf(transfers.map(({ ours, base64 }) => ours / base64)),
  '≥ 2.5',
)

const readers = await measureReaders(isQuick ? 3 : 10)
tell('100 readers: pace of the tab', spreadOf([readers.pace]), '≥ 0.98', 3)
tell('100 readers: p50 from tab to reader (ms)', spreadOf([readers.p50Ms]), '', 0)
tell('100 readers: p95 from tab to reader (ms)', spreadOf([readers.p95Ms]), '≤ 50', 0)
tell('100 readers: share of previews that came', spreadOf([readers.share]), '')
tell('100 readers: memory (MiB)', spreadOf([readers.residentMiB]), '≤ 64', 0)

const standing = await measureStanding()
tell(`${standing.tabs} idle tabs: memory of each (kB)`, spreadOf([standing.tabKB]), '', 0)
tell(`${standing.streams} streams: memory of each (kB)`, spreadOf([standing.streamKB]), '', 0)

const starts = await measureColdStarts(isQuick ? 3 : 7)
tell('Node alone, start to first line (ms)', spreadOf(await measureNode(isQuick ? 3 : 7)), '', 0)
tell('relay, start to address (ms)', spreadOf(starts.map(({ ms }) => ms)), '≤ 400', 0)
tell('relay, idle memory (MB)', spreadOf(starts.map(({ residentMB }) => residentMB)), '≤ 150', 0)

const width = Math.max(...rows.map(([name]) => name.length))
for (const [name, value, target] of rows) console.log(`${name.padEnd(width)}  ${value}  ${target}`.trimEnd())
const machine = {
  node: process.version,
  cpu: cpus()[0]?.model ?? '',
  cores: cpus().length,
  generator: GENERATOR,
}
console.log(
  `load before: ${loadBefore.toFixed(2)}; after: ${loadavg()[0]!.toFixed(2)}; ${JSON.stringify(machine)}`,
)
if (!isQuick) {
  const line = { at: new Date().toISOString(), loadBefore, loadAfter: loadavg()[0], machine, ...facts }
  appendFileSync('bench/relay/results.jsonl', `${JSON.stringify(line)}\n`)
}
