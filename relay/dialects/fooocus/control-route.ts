import type { TaskId } from '../../../contract/task.ts'
import { z } from '../../../contract/zod.ts'
import type { Request } from '../../http/app.ts'
import type { DialectParts } from '../../http/parts.ts'
import { hasEnded } from '../../jobs/job.ts'
import { sendJson } from './answer-error.ts'
import { readTaskId } from './task-routes.ts'
import { readFields } from './validation.ts'
import type { Routes } from './routes.ts'

/** What `POST /v1/engine/control` is told. */
export const ControlQuery = z.object({
  action: z.string(),
  /** Ours: this task, and not whichever runs; may be one that waits. */
  task_id: z.string().optional(),
})

/** Stops and skips. The answers are misspelt as in FooocusAPI, whose clients compare them. */
export function addControlRoute(routes: Routes, { jobs }: Pick<DialectParts, 'jobs'>): void {
  const target = async (request: Request, wanted: string | undefined): Promise<TaskId | null> => {
    const { owner } = request.caller
    if (wanted === undefined) return (await jobs.current(owner))?.job.id ?? null
    const id = readTaskId(wanted)
    const state = id && (await jobs.get(id))
    return state && state.job.owner === owner && !hasEnded(state) ? state.job.id : null
  }

  routes.add('POST', '/v1/engine/control', async (request, reply) => {
    const { action, task_id } = readFields(ControlQuery, request.query, 'query')
    if (action !== 'stop' && action !== 'skip') {
      return sendJson(reply, { message: 'Invalid control action', code: 'invalid_request' })
    }
    const id = await target(request, task_id)
    const isDone = id !== null && (action === 'stop' ? (await jobs.stop(id)) !== null : await jobs.skip(id))
    if (!isDone) return sendJson(reply, { message: 'No task running', code: 'unknown_task' })
    return sendJson(reply, { message: action === 'stop' ? 'task stoped' : 'task skiped' })
  })
}
