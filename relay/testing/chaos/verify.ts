import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { readMetadata } from '../../../contract/metadata/picture-metadata.ts'
import type { Entry, Journal, TaskRecord } from './journal.ts'
import type { WebhookReceiver } from './webhook-receiver.ts'

/** Errors with which a job may end in a storm: its attempts are used up, or there was no room for its pictures. */
const MAY_FAIL_WITH = new Set([
  'engine_disconnected',
  'engine_crashed',
  'timeout',
  'storage_full',
  'storage_unavailable',
  'no_engine_connected',
])

/** How the jobs ended. */
export interface Ends {
  readonly finished: number
  readonly stopped: number
  /** By code. */
  readonly failed: Readonly<Record<string, number>>
  readonly pictures: number
}

/** Holds every promise against its record and its pictures. Violations go into the journal. */
export async function verifyEnds(journal: Journal, address: string): Promise<Ends> {
  let finished = 0
  let stopped = 0
  let pictures = 0
  const failed: Record<string, number> = {}
  const check = async (entry: Entry) => {
    const { id, ended } = entry
    const record = (await json(`${address}/tasks/${id}`)) as TaskRecord
    if (record.task_id !== id) return journal.violate(`${id}: lost`)
    if (!ended) return journal.violate(`${id}: never ended, is ${record.task_status ?? 'waiting'}`)
    journal.see(record)
    if (ended.task_status === 'finished') {
      finished += 1
      const found = await checkPictures(entry, record, journal)
      pictures += found
    } else if (ended.task_status === 'stop') {
      stopped += 1
      if (!entry.mayStop) journal.violate(`${id}: stopped although nobody asked for it`)
    } else {
      const code = ended.error_code ?? 'none'
      failed[code] = (failed[code] ?? 0) + 1
      if (!MAY_FAIL_WITH.has(code)) journal.violate(`${id}: failed with ${code}: ${ended.error_message}`)
    }
  }
  await eachOf([...journal.entries.values()], 6, check)
  return { finished, stopped, failed, pictures }
}

async function checkPictures({ id, asked }: Entry, record: TaskRecord, journal: Journal): Promise<number> {
  const result = record.result ?? []
  if (result.length !== asked.images) {
    journal.violate(`${id}: ${result.length} pictures instead of ${asked.images}`)
  }
  for (const [index, url] of result.entries()) {
    const response = await fetch(url)
    const bytes = Buffer.from(await response.arrayBuffer())
    const size = await sharp(bytes)
      .raw()
      .toBuffer({ resolveWithObject: true })
      .then(
        ({ info }) => `${info.width}x${info.height}`,
        (error: unknown) => String(error),
      )
    if (response.status !== 200 || size !== '128x128') {
      journal.violate(`${id}: picture ${index} is ${response.status} ${size}`)
      continue
    }
    const read = readMetadata(bytes)
    const seed = read.kind === 'found' ? read.parameters.seed : read.kind
    const expected = String(asked.seed + BigInt(index))
    if (seed !== expected)
      journal.violate(`${id}: picture ${index} has seed ${String(seed)}, not ${expected}`)
  }
  return result.length
}

/** No job was stored for two leases, and no lease that the tabs know of is missing. */
export function verifyStored(
  stored: ReadonlyMap<string, ReadonlySet<string>>,
  journal: Journal,
): { readonly once: number; readonly twice: number } {
  let twice = 0
  for (const [id, leases] of stored) {
    if (leases.size === 1) continue
    twice += 1
    journal.violate(`${id}: finished ${leases.size} times`)
  }
  return { once: stored.size - twice, twice }
}

/** Each job with a webhook was told of once, or several times in the same words. */
export function verifyWebhooks(
  { received }: WebhookReceiver,
  journal: Journal,
): { readonly messages: number; readonly attempts: number } {
  const idsOf = new Map<string, string[]>()
  let attempts = 0
  for (const [webhookId, { taskId, bodies, times, status }] of received) {
    attempts += times
    idsOf.set(taskId, [...(idsOf.get(taskId) ?? []), webhookId])
    if (bodies.size > 1) journal.violate(`${taskId}: one webhook id with ${bodies.size} bodies`)
    const ended = journal.entries.get(taskId)?.ended
    if (ended && ended.task_status !== status) {
      journal.violate(`${taskId}: its webhook said ${status}, its record ${ended.task_status}`)
    }
  }
  for (const [taskId, ids] of idsOf) {
    if (ids.length > 1) journal.violate(`${taskId}: told of under ${ids.length} webhook ids`)
  }
  for (const id of missingWebhooks(received, journal)) journal.violate(`${id}: its webhook never came`)
  return { messages: received.size, attempts }
}

/** Jobs that have ended and nobody was told. */
export function missingWebhooks(received: WebhookReceiver['received'], journal: Journal): string[] {
  const told = new Set([...received.values()].map(({ taskId }) => taskId))
  return [...journal.entries.values()]
    .filter(({ id, asked, ended }) => asked.hasWebhook && ended !== null && !told.has(id))
    .map(({ id }) => id)
}

/** Files that belong to no job any more; a kill between a picture and its note may leave one. */
export function countOrphans(outputs: string, journal: Journal): number {
  const known = new Set([...journal.entries.values()].flatMap(({ ended }) => ended?.files ?? []))
  return readdirSync(outputs, { withFileTypes: true })
    .filter((day) => day.isDirectory() && !day.name.startsWith('.'))
    .flatMap(({ name }) => readdirSync(join(outputs, name)).map((file) => `${name}/${file}`))
    .filter((file) => !known.has(file)).length
}

/** Reads JSON. */
export async function json(url: string): Promise<unknown> {
  return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).json()
}

/** Works on a few at a time. */
export async function eachOf<T>(all: T[], width: number, work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all]
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: width }, next))
}
