/** The relay as a process of its own, with the times of tabs shortened; everything else is the product. */
import { readConfig } from '../../config.ts'
import { createRelay } from '../../create-relay.ts'
import type { TabLimits } from '../../tabs/limits.ts'

/** Seconds instead of minutes, so that what a storm breaks is mended within it. */
const QUICK: Partial<TabLimits> = {
  upgradesPerMinute: 1_000_000,
  helloMs: 2_000,
  heartbeatMs: 500,
  // A busy machine is no reason to throw tabs out; what stands still is found by its lease.
  missedHeartbeats: 20,
  pingMs: 5_000,
  tickMs: 50,
  acceptMs: 2_000,
  leaseMinMs: 3_000,
  leaseMaxMs: 6_000,
  loadMs: 3_000,
  graceMs: 1_000,
  stopMs: 2_000,
  lossWindowMs: 5_000,
  quarantineMs: 500,
  busyMs: 100,
  drainMs: 1_000,
}

void serve()

async function serve(): Promise<void> {
  const [webRoot = '.', ...flags] = process.argv.slice(2)
  const config = readConfig(flags, {})
  const relay = await createRelay(
    { ...config, webRoot },
    { log: (line) => void process.stdout.write(line), tabLimits: QUICK },
  )
  process.once('SIGTERM', () => void relay.close())
  process.stdout.write(`listening at ${await relay.listen()}\n`)
}
