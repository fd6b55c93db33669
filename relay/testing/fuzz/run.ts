/** `npm run fuzz -- --requests 20000 --frames 20000 --seed 1`: bad requests and bad frames against a real relay. */
import { parseArgs } from 'node:util'
import { findLeaks } from './find-leaks.ts'
import { runFrameFuzz } from './frame-fuzz.ts'
import { startFuzzRelay } from './fuzz-relay.ts'
import { MAX_GROWTH_BYTES, runHttpFuzz } from './http-fuzz.ts'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    frames: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
  },
})
const say = (line: string) => void process.stdout.write(`${line}\n`)
const relay = await startFuzzRelay({ keep: values.keep })
const troubles: string[] = []
const seed = Number(values.seed)
try {
  const requests = Number(values.requests)
  if (requests > 0) {
    const { troubles: found, ...numbers } = await runHttpFuzz(relay, requests, seed)
    say(JSON.stringify(numbers, null, 2))
    troubles.push(...found)
    if (numbers.memoryGrowthMb * 1e6 > MAX_GROWTH_BYTES) troubles.push('the memory grows and grows')
  }
  const frames = Number(values.frames)
  if (frames > 0) {
    const { troubles: found, ...numbers } = await runFrameFuzz(relay, frames, seed)
    say(JSON.stringify(numbers, null, 2))
    troubles.push(...found)
    if (numbers.memoryGrowthMb * 1e6 > MAX_GROWTH_BYTES) troubles.push('the memory grows and grows')
  }
  if (!(await relay.isAlive())) troubles.push('the relay does not answer')
  if (relay.crashes() > 0) troubles.push('the relay ended by itself')
  for (const line of findLeaks(relay)) troubles.push(`a secret in the log: ${line.slice(0, 500)}`)
  say(`${relay.log().length} characters of log`)
} finally {
  await relay.remove()
}
for (const one of troubles) say(`TROUBLE ${one}`)
say(troubles.length === 0 ? 'nothing broke' : `${troubles.length} troubles`)
process.exit(troubles.length === 0 ? 0 : 1)
