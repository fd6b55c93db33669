import type { ControlDoor, JobRow, TabRow } from './control.ts'
import { age, asTable } from './table.ts'

/** What the terminal may ask for besides serving. */
export type Command =
  | {
      readonly name: 'pair'
      readonly label: string
      /** Null for all models. */
      readonly models: readonly string[] | null
      readonly slots: number
      /** From now; null for never. */
      readonly expiresInMs: number | null
    }
  | { readonly name: 'keys'; readonly action: 'list' }
  | { readonly name: 'keys'; readonly action: 'add'; readonly label: string; readonly priority: number }
  | { readonly name: 'keys'; readonly action: 'revoke'; readonly id: string }
  | { readonly name: 'tabs' }
  | { readonly name: 'jobs'; readonly action: 'list' }
  | { readonly name: 'jobs'; readonly action: 'show' | 'stop'; readonly id: string }

/** The facts about a key or a token that a list shows. */
interface Entry {
  readonly id: string
  readonly name: string
  readonly createdAt: number
  readonly revokedAt: number | null
}

/** The part of the keyring that commands use; they change its file, and a running relay notices. */
export interface KeyDesk {
  addKey(name: string, priority: number): string
  addPairing(scope: {
    readonly name: string
    readonly models: readonly string[] | null
    readonly slots: number
    readonly expiresAt: number | null
  }): string
  revoke(id: string): boolean
  list(): {
    readonly keys: readonly (Entry & { readonly priority: number })[]
    readonly pairings: readonly (Entry & {
      readonly models: readonly string[] | null
      readonly slots: number
      readonly expiresAt: number | null
    })[]
  }
}

/** What commands work with. */
export interface CommandParts {
  readonly keys: KeyDesk
  /** The running relay; null when none runs on this data folder. */
  readonly control: ControlDoor | null
  readonly print: (text: string) => void
  readonly now: () => number
}

/** Does what was asked and prints what came of it. @returns the exit code of the process: 0 when it was done */
export async function runCommand(command: Command, parts: CommandParts): Promise<number> {
  try {
    parts.print(await outputOf(command, parts))
    return 0
  } catch (error) {
    parts.print(error instanceof Error ? error.message : String(error))
    return 1
  }
}

async function outputOf(command: Command, parts: CommandParts): Promise<string> {
  if (command.name === 'pair') return pair(command, parts)
  if (command.name === 'keys') return keys(command, parts)
  if (command.name === 'tabs') {
    const { tabs } = await ask<{ tabs: readonly TabRow[] }>(parts, '/tabs')
    return tabs.length === 0 ? 'No tab is connected.' : tabTable(tabs, parts.now())
  }
  if (command.action === 'list') {
    const { jobs, total } = await ask<{ jobs: readonly JobRow[]; total: number }>(parts, '/jobs')
    if (jobs.length === 0) return 'There are no jobs.'
    const more = total > jobs.length ? `\n${total - jobs.length} older ones are not shown.` : ''
    return jobTable(jobs, parts.now()) + more
  }
  const path = `/jobs/${encodeURIComponent(command.id)}`
  const isStop = command.action === 'stop'
  const { job } = await ask<{ job: JobRow }>(parts, isStop ? `${path}/stop` : path, isStop ? 'POST' : 'GET')
  return jobFacts(job, parts.now())
}

function pair(command: Command & { name: 'pair' }, { keys: desk, now }: CommandParts): string {
  const { label, models, slots, expiresInMs } = command
  const expiresAt = expiresInMs === null ? null : now() + expiresInMs
  const token = desk.addPairing({ name: label, models, slots, expiresAt })
  return `${token}\nPaste this token into the Relay view of the page. It is shown only now.`
}

function keys(command: Command & { name: 'keys' }, { keys: desk, now }: CommandParts): string {
  switch (command.action) {
    case 'add':
      return `${desk.addKey(command.label, command.priority)}\nThis key is shown only now.`
    case 'revoke':
      if (desk.revoke(command.id)) return `${command.id} is revoked.`
      throw new Error(`There is no key or token ${command.id} that is not revoked already.`)
    case 'list':
      return keyTable(desk.list(), now())
  }
}

function keyTable({ keys: all, pairings }: ReturnType<KeyDesk['list']>, now: number): string {
  const rows = [
    ...all.map((one) => ['key', one, `priority ${one.priority}`] as const),
    ...pairings.map((one) => ['pairing', one, scopeText(one)] as const),
  ]
  if (rows.length === 0)
    return 'There are no keys. Make one with "keys add", or a token for a tab with "pair".'
  return asTable(
    ['KIND', 'ID', 'NAME', 'AGE', 'STATE', 'FOR'],
    rows.map(([kind, one, scope]) => [
      kind,
      one.id,
      one.name,
      age(now - one.createdAt),
      stateOf(one, now),
      scope,
    ]),
  )
}

function stateOf(one: Entry & { readonly expiresAt?: number | null }, now: number): string {
  if (one.revokedAt !== null) return 'revoked'
  return (one.expiresAt ?? Infinity) <= now ? 'expired' : 'valid'
}

function scopeText({ models, slots }: ReturnType<KeyDesk['list']>['pairings'][number]): string {
  return `${models?.join(', ') ?? 'all models'}, ${slots} at once`
}

function tabTable(tabs: readonly TabRow[], now: number): string {
  return asTable(
    ['TAB', 'STATE', 'JOBS', 'SLOTS', 'PAIRING', 'AGE', 'APP', 'MODELS'],
    tabs.map((tab) => [
      tab.instance,
      tab.state,
      String(tab.running.length),
      String(tab.slots),
      tab.pairing || '-',
      age(now - tab.connectedAt),
      tab.app,
      tab.models.join(', '),
    ]),
  )
}

function jobTable(jobs: readonly JobRow[], now: number): string {
  return asTable(
    ['JOB', 'STATUS', 'IMAGES', 'ATTEMPT', 'DIALECT', 'OWNER', 'MODEL', 'AGE'],
    jobs.map((job) => [
      job.id,
      job.status,
      `${job.pictures}/${job.images}`,
      String(job.attempt),
      job.dialect,
      job.owner || '-',
      job.model,
      age(now - job.createdAt),
    ]),
  )
}

function jobFacts(job: JobRow, now: number): string {
  return jobTable([job], now) + (job.error === '' ? '' : `\n${asTable(['ERROR'], [[job.error]])}`)
}

const ANSWER_MS = 10_000

async function ask<T>({ control }: CommandParts, path: string, method = 'GET'): Promise<T> {
  if (!control) throw new Error(NOT_RUNNING)
  const answer = await fetch(`${control.url}/control${path}`, {
    method,
    headers: { 'x-control-token': control.token },
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch(() => null)
  if (!answer) throw new Error(NOT_RUNNING)
  if (answer.status === 404 && path.startsWith('/jobs/')) throw new Error('There is no such job.')
  if (!answer.ok) throw new Error(`The relay answered ${answer.status}.`)
  // The relay is this program too, of the same version.
  return (await answer.json()) as T
}

const NOT_RUNNING =
  'No relay runs on this data folder. Start one, or name its folder with --data-path <folder>.'
