import { spawn } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { createTaskId } from '../../../contract/task.ts'
import { openSqliteJobStore } from './open-sqlite-job-store.ts'

const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const PROGRAM = join(import.meta.dirname, '../testing/put-until-killed.ts')

/** How far a job has come. */
const RANK: Record<string, number> = { queued: 1, running: 2, finished: 3 }

/** Runs the load, kills it after so many promises, and returns the furthest promise of each job. */
async function promisesUntilKilled(path: string, count: number): Promise<Map<string, string>> {
  const promises = `${path}.promises`
  writeFileSync(promises, '')
  const child = spawn(process.execPath, ['--import', LOADER, PROGRAM, path, promises], { stdio: 'inherit' })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  while (child.exitCode === null && statSync(promises).size < count * 40) await setTimeout(2)
  child.kill('SIGKILL')
  await ended
  const text = readFileSync(promises, 'utf8')
  expect(child.signalCode).toBe('SIGKILL')
  const promised = new Map<string, string>()
  for (const line of text.split('\n').slice(0, -1)) {
    const [status, id] = line.split(' ') as [string, string]
    if (RANK[status]! > (RANK[promised.get(id) ?? ''] ?? 0)) promised.set(id, status)
  }
  return promised
}

it('keeps every promise when the process is killed in the middle of its work, five times', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relay-crash-'))
  const path = join(folder, 'jobs.db')
  const promised = new Map<string, string>()
  try {
    for (const count of [20, 300, 700, 1_500, 3_000]) {
      for (const [id, status] of await promisesUntilKilled(path, count)) promised.set(id, status)
      const store = await openSqliteJobStore({ path })
      for (const [id, status] of promised) {
        const state = await store.get(createTaskId(id))
        expect(RANK[state?.status ?? ''] ?? 0).toBeGreaterThanOrEqual(RANK[status]!)
      }
      const { waiting, running } = await store.counts()
      const open = await store.list({ owner: null, statuses: ['queued', 'running'], offset: 0, limit: 1 })
      expect(open.total).toBe(waiting + running)
      await store.close()
    }
    expect(promised.size).toBeGreaterThan(1_000)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}, 60_000)
