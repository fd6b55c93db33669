import { AppError } from '../../../contract/errors.ts'
import { createTaskId, type TaskId } from '../../../contract/task.ts'
import { z } from '../../../contract/zod.ts'
import type { Request } from '../../http/app.ts'
import { baseUrlOf } from '../../http/base-url.ts'
import type { DialectParts } from '../../http/parts.ts'
import { hasEnded, type JobState } from '../../jobs/job.ts'
import { sendJson } from './answer-error.ts'
import { compatOf } from './compat.ts'
import { isFromForeignPage } from './foreign-page.ts'
import { readPeriod, type Period } from './period.ts'
import { laxInteger } from './lax.ts'
import { isAtWork, toRecord, type TaskRecord } from './to-record.ts'
import { readFields, ValidationFailure } from './validation.ts'
import type { Routes } from './routes.ts'

/** What `GET /tasks` may be asked. */
export const TasksQuery = z.object({
  query: z.string().default('all'),
  page: laxInteger({ min: 0, max: 1_000_000 }).default(0),
  page_size: laxInteger({ min: 1, max: 1000 }).default(10),
  start_at: z.string().optional(),
  end_at: z.string().optional(),
  action: z.string().optional(),
})

/** Ended tasks forgotten at once. */
const BATCH = 500

const ENDED = ['finished', 'stopped', 'failed'] as const

/** Lists, shows and forgets the tasks of whoever calls. */
export function addTaskRoutes(routes: Routes, parts: DialectParts): void {
  const { jobs, config, now } = parts
  const compat = compatOf(config)

  const recordOf = async (request: Request, state: JobState): Promise<TaskRecord> => {
    const progress = state.status === 'running' ? await jobs.progress(state.job.id) : null
    return toRecord(state, progress, { compat, baseUrl: baseUrlOf(request, config) })
  }
  const recordsOf = (request: Request, states: readonly JobState[]) =>
    Promise.all(states.map((state) => recordOf(request, state)))

  const own = async (request: Request, id: TaskId | null): Promise<JobState | null> => {
    const state = id === null ? null : await jobs.get(id)
    return state?.job.owner === request.caller.owner ? state : null
  }

  const forget = async (owner: string, { from, to }: Period): Promise<number> => {
    let deleted = 0
    for (;;) {
      const page = await jobs.list({ owner, statuses: ENDED, from, to, offset: 0, limit: BATCH })
      const removed = await jobs.remove(page.jobs.map(({ job }) => job.id))
      deleted += removed
      // Nothing removed means that others were faster; asking again would go on for ever.
      if (removed === 0 || page.jobs.length < BATCH) return deleted
    }
  }

  const listed = async (request: Request, query: z.infer<typeof TasksQuery>) => {
    const { owner } = request.caller
    const period = readPeriod(query, now()) ?? {}
    const wants = (name: string) => query.query === 'all' || query.query === name
    const page = { offset: query.page * query.page_size, limit: query.page_size }
    const nothing = { jobs: [], total: 0 }
    const past = compat.history === 'ended' ? ENDED : ([...ENDED, 'running'] as const)
    const [history, lent, queued] = await Promise.all([
      wants('history') ? jobs.list({ owner, statuses: past, ...period, ...page }) : nothing,
      wants('current') || wants('pending')
        ? jobs.list({ owner, statuses: ['running'], offset: 0, limit: 100, order: 'oldest' })
        : nothing,
      wants('pending') ? jobs.list({ owner, statuses: ['queued'], ...page, order: 'oldest' }) : nothing,
    ])
    const current = wants('current') ? lent.jobs.filter(isAtWork) : []
    // Held ready by a tab, they come before those that still wait here.
    const ready = wants('pending') ? lent.jobs.filter((state) => !isAtWork(state)) : []
    const pending = query.page === 0 ? [...ready, ...queued.jobs].slice(0, query.page_size) : queued.jobs
    return {
      history: await recordsOf(request, history.jobs),
      current: await recordsOf(request, current),
      pending: await recordsOf(request, pending),
      total: { history: history.total, current: current.length, pending: ready.length + queued.total },
    }
  }

  routes.add('GET', '/tasks', async (request, reply) => {
    const query = readFields(TasksQuery, request.query, 'query')
    if (query.action?.toLowerCase() !== 'delete') return sendJson(reply, await listed(request, query))
    if (isFromForeignPage(request)) throw new AppError('forbidden', 'a page of another address asked')
    const period = readPeriod(query, now())
    if (period) await forget(request.caller.owner, period)
    return sendJson(reply, null)
  })

  routes.add('DELETE', '/tasks', async (request, reply) => {
    const query = readFields(TasksQuery, request.query, 'query')
    const period = readPeriod(query, now())
    if (!period) {
      const msg = query.start_at === undefined ? 'Field required' : 'Value error, must be before end_at'
      const type = query.start_at === undefined ? 'missing' : 'value_error'
      throw new ValidationFailure([{ type, loc: ['query', 'start_at'], msg, input: query.start_at ?? null }])
    }
    return sendJson(reply, { deleted: await forget(request.caller.owner, period) })
  })

  routes.add('GET', '/tasks/:task_id', async (request, reply) => {
    const state = await own(request, idIn(request))
    if (state) return sendJson(reply, await recordOf(request, state))
    if (compat.unknownTask === 'empty-list') return sendJson(reply, [])
    throw unknownTask()
  })

  routes.add('DELETE', '/tasks/:task_id', async (request, reply) => {
    const state = await own(request, idIn(request))
    if (!state) throw unknownTask()
    const { id } = state.job
    if (hasEnded(state)) {
      await jobs.remove([id])
      return sendJson(reply, { message: 'task deleted', task_id: id })
    }
    await jobs.stop(id)
    return sendJson(reply, { message: 'task stopped', task_id: id })
  })
}

const unknownTask = () => new AppError('unknown_task', 'Task not found')

/** Reads a task id in either spelling of a UUID; null for anything else. */
export function readTaskId(text: string): TaskId | null {
  const id = createTaskId(text)
  return /^[0-9a-f]{32}$/.test(id) ? id : null
}

function idIn({ params }: Request): TaskId | null {
  return readTaskId((params as { task_id: string }).task_id)
}
