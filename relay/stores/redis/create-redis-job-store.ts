import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { AppError } from '../../../contract/errors.ts'
import type { TaskId } from '../../../contract/task.ts'
import { hasEnded, type Job, type JobState, type JobStatus } from '../../jobs/job.ts'
import type { Delivery, JobStore, PutResult, QueueLimits } from '../../jobs/ports.ts'
import { keyText } from '../memory/job-index.ts'
import * as rules from '../memory/transitions.ts'
import { closeRedis, redisError } from './connect-redis.ts'
import { createScripts } from './scripts.ts'
import { turnText } from './turn-text.ts'

/** Version of the layout of keys. */
const LAYOUT = 1

/** How many jobs are remembered, so that most changes need no reading before. */
const KNOWN = 2_000

const STATUSES: readonly JobStatus[] = ['queued', 'running', 'finished', 'stopped', 'failed']

/** A state, and how often it had changed. */
interface Known {
  readonly state: JobState
  readonly revision: number
}

/**
 * Every change is made here, by the same rules as in the memory store, and written only if nobody has changed the job
 * since it was read; otherwise it is made again from what it is now.
 *
 * @param client belongs to the store from now on
 */
export async function createRedisJobStore(client: Redis, prefix: string): Promise<JobStore> {
  const run = createScripts(client, prefix)
  const known = new Map<TaskId, Known>()
  const instance = randomUUID()
  let operations = 0
  await assertLayout(client, prefix)

  const ask = async <T>(command: Promise<T>): Promise<T> => {
    try {
      return await command
    } catch (error) {
      throw redisError(error)
    }
  }
  const remember = (one: Known) => {
    const { id } = one.state.job
    known.delete(id)
    if (hasEnded(one.state)) return
    known.set(id, one)
    for (const oldest of known.keys()) {
      if (known.size <= KNOWN) break
      known.delete(oldest)
    }
  }
  const read = async (id: TaskId): Promise<Known | null> =>
    toKnown(await ask(client.hmget(`${prefix}job:${id}`, 'job', 'life', 'number', 'rev')))
  /** A name for each change, by which the script knows a change that it has made already. */
  const nextOperation = () => `${instance}:${++operations}`

  const write = async ({ state, revision }: Known, after: JobState): Promise<boolean> => {
    const delivery = rules.deliveryOf(state, after)
    const written = await run(
      'change',
      after.job.id,
      revision,
      nextOperation(),
      lifeText(after),
      after.status,
      after.lease?.until ?? '',
      rules.isNeverLent(after) ? '1' : '0',
      delivery?.id ?? '',
      delivery ? JSON.stringify(delivery) : '',
      delivery?.nextAt ?? '',
    )
    return written === 1
  }
  /** Changes a job as a rule says. What is remembered may be old, so only what was just read can forbid a change. */
  const change = async (id: TaskId, rule: (state: JobState) => JobState | null): Promise<JobState | null> => {
    for (let remembered = known.get(id); ; remembered = undefined) {
      const current = remembered ?? (await read(id))
      if (!current) return null
      const after = rule(current.state)
      const isChange = after !== null && after !== current.state
      if (!isChange && !remembered) return after
      if (isChange && (await write(current, after))) {
        remember({ state: after, revision: current.revision + 1 })
        return after
      }
      known.delete(id)
    }
  }
  const put = async (job: Job, limits: QueueLimits): Promise<PutResult> => {
    const { id, owner, createdAt, startBefore, fingerprint, idempotencyKey } = job
    const fresh = rules.newState(job, 0)
    const [kind, first, scope] = (await run(
      'put',
      id,
      owner,
      createdAt,
      startBefore,
      turnText(job),
      fingerprint,
      idempotencyKey === null ? '' : keyText(owner, idempotencyKey),
      keyText(owner, fingerprint),
      JSON.stringify(job),
      lifeText(fresh),
      nextOperation(),
      limits.waiting,
      limits.waitingPerOwner,
    )) as PutReply
    switch (kind) {
      case 'created': {
        const state = { ...fresh, number: Number(first) }
        remember({ state, revision: 1 })
        return { kind, state }
      }
      case 'joined': {
        const joined = await read(first as TaskId)
        // It was removed in between, and with it its key.
        return joined ? { kind, state: joined.state } : put(job, limits)
      }
      case 'conflict':
        return { kind }
      case 'full':
        return { kind, waiting: Number(first), scope }
    }
  }
  const sweep = async (now: number): Promise<readonly JobState[]> => {
    const [leases, patience] = await ask(
      Promise.all([
        client.zrangebyscore(`${prefix}leases`, '-inf', String(now)),
        client.zrangebyscore(`${prefix}patience`, '-inf', `(${now}`),
      ]),
    )
    const swept = await Promise.all(
      // Only ids were ever written there.
      [...leases, ...patience].map((id) => change(id as TaskId, (state) => rules.expire(state, now))),
    )
    return swept.filter((state) => state !== null)
  }

  return {
    put,
    waiting: async (limit) =>
      limit < 1 ? [] : toStates(await run('waiting', limit)).map(rules.toWaitingJob),
    take: (id, lease) => change(id, (state) => rules.take(state, lease)),
    extend: async (id, lease, until) =>
      (await change(id, (state) => rules.extend(state, lease, until))) !== null,
    note: (id, lease, facts) => change(id, (state) => rules.note(state, lease, facts)),
    finish: (id, lease, end) => change(id, (state) => rules.finish(state, lease, end)),
    giveBack: (id, lease, fault) => change(id, (state) => rules.giveBack(state, lease, fault)),
    requestStop: (id, at) => change(id, (state) => rules.requestStop(state, at)),
    get: async (id) => (await read(id))?.state ?? null,
    findTwin: async (owner, fingerprint, since) => {
      const twins = `${prefix}twins:${keyText(owner, fingerprint)}`
      const [place] = await ask(client.zrevrangebyscore(twins, '+inf', String(since), 'LIMIT', 0, 1))
      if (place === undefined) return null
      return (await read(place.slice(place.indexOf(':') + 1) as TaskId))?.state ?? null
    },
    list: async ({ owner, statuses = STATUSES, from, to, offset, limit, order = 'newest' }) => {
      const sets = statuses.map((status) =>
        owner === null ? `status:${status}` : `owner:${status}:${owner}`,
      )
      const reply = await run('list', order, from ?? '-inf', to ?? '+inf', offset, limit, ...new Set(sets))
      const [total, jobs] = reply as [number, unknown]
      return { jobs: toStates(jobs), total }
    },
    remove: async (ids) => {
      const removed = await Promise.all(ids.map((id) => run('remove', id, rules.deliveryIdOf(id))))
      return toStates(removed.filter((one) => one !== null))
    },
    sweep,
    counts: async () => {
      const [waiting, running] = await ask(
        Promise.all([client.zcard(`${prefix}waiting`), client.zcard(`${prefix}leases`)]),
      )
      return { waiting, running }
    },
    dueDeliveries: async (now, limit) => {
      const due = (await run('due', now, limit)) as readonly string[]
      return due.map((text) => ({ ...(JSON.parse(text) as Delivery), nextAt: now + rules.DELIVERY_LOAN_MS }))
    },
    settleDelivery: async (id, outcome) => {
      await run('settle', id, outcome.kind === 'again' ? outcome.nextAt : '')
    },
    nextDelivery: async () => {
      const [, at] = await ask(client.zrange(`${prefix}due`, '0', '0', 'WITHSCORES'))
      return at === undefined ? null : Number(at)
    },
    close: () => closeRedis(client),
  }
}

type PutReply =
  | readonly ['created', number | string, undefined]
  | readonly ['joined', string, undefined]
  | readonly ['conflict', undefined, undefined]
  | readonly ['full', number, 'owner' | 'relay']

async function assertLayout(client: Redis, prefix: string): Promise<void> {
  try {
    await client.setnx(`${prefix}layout`, LAYOUT)
    const layout = Number(await client.get(`${prefix}layout`))
    if (layout <= LAYOUT) return
    const message = `Redis holds jobs of layout ${layout} and this program knows ${LAYOUT}: a newer program wrote them`
    throw new AppError('storage_unavailable', message)
  } catch (error) {
    throw redisError(error)
  }
}

function lifeText({ job: _job, number: _number, ...life }: JobState): string {
  return JSON.stringify(life)
}

/** Only states that were written here are read here. */
function toKnown([job, life, number, revision]: readonly (string | null)[]): Known | null {
  if (typeof job !== 'string' || typeof life !== 'string') return null
  const rest = JSON.parse(life) as Omit<JobState, 'job' | 'number'>
  return {
    state: { ...rest, job: JSON.parse(job) as Job, number: Number(number) },
    revision: Number(revision),
  }
}

/** Jobs that went away while they were read are left out. */
function toStates(reply: unknown): JobState[] {
  return (reply as (string | null)[][]).flatMap((one) => toKnown(one)?.state ?? [])
}
