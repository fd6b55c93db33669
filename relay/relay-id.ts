import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JobStore } from './jobs/ports.ts'

/** The relay's name in leases; the same after a restart on the same data. @param dataPath null: a new one each time */
export function relayIdIn(dataPath: string | null): string {
  const fresh = randomBytes(8).toString('hex')
  if (dataPath === null) return fresh
  const file = join(dataPath, 'relay-id')
  try {
    const kept = readFileSync(file, 'utf8').trim()
    if (/^[0-9a-f]{16}$/.test(kept)) return kept
  } catch {
    // There is none yet.
  }
  writeFileSync(file, fresh, { mode: 0o600 })
  return fresh
}

const AT_ONCE = 1000

/**
 * Takes back what an earlier process of this relay had lent: its sockets died with it, so waiting for the leases to run
 * out would only cost time. Counts against nobody.
 *
 * @returns how many jobs wait again
 */
export async function takeBackLeases(store: JobStore, relayId: string, now: number): Promise<number> {
  const { jobs } = await store.list({ owner: null, statuses: ['running'], offset: 0, limit: AT_ONCE })
  const ours = jobs.filter(({ lease }) => lease?.relay === relayId)
  const error = { code: 'engine_disconnected', message: 'the relay was restarted', detail: {} } as const
  const fault = { error, at: now, counts: false }
  await Promise.all(ours.map(({ job, lease }) => store.giveBack(job.id, lease!.token, fault)))
  return ours.length
}
