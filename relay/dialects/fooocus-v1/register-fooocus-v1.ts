import { z } from '../../../contract/zod.ts'
import type { App } from '../../http/app.ts'
import { baseUrlOf } from '../../http/base-url.ts'
import { registerJsonBody } from '../../http/json.ts'
import { acceptForms } from '../../http/multipart.ts'
import type { DialectParts } from '../../http/parts.ts'
import { hasEnded, type JobState } from '../../jobs/job.ts'
import { answerErrors, sendJson } from '../fooocus/answer-error.ts'
import { compatOf } from '../fooocus/compat.ts'
import { isFromForeignPage } from '../fooocus/foreign-page.ts'
import { laxBoolean, laxInteger } from '../fooocus/lax.ts'
import { createRoutes } from '../fooocus/routes.ts'
import { readTaskId } from '../fooocus/task-routes.ts'
import { readFields } from '../fooocus/validation.ts'
import { createWaitingCalls } from '../waiting-calls.ts'
import { createLegacyGeneration, dataUrls } from './generate.ts'
import type { WorkKind } from './to-common.ts'
import { dashed, toJob, toResults, UNKNOWN_JOB } from './to-job.ts'

/** What this dialect is made of. */
export interface FooocusV1Parts extends DialectParts {
  /** How long a job outlives a caller who hung up, in milliseconds. */
  readonly hangUpGraceMs?: number
}

/** The predecessor's generations; forms below `/v1`, JSON below `/v2`, and either taken everywhere. */
export const GENERATIONS: readonly (readonly [path: string, kind: WorkKind])[] = [
  ['/v1/generation/text-to-image', 'text'],
  ['/v1/generation/image-upscale-vary', 'upscale'],
  ['/v1/generation/image-inpaint-outpaint', 'inpaint'],
  // Misspelt before a rename, and still in use.
  ['/v1/generation/image-inpait-outpaint', 'inpaint'],
  ['/v1/generation/image-prompt', 'prompt'],
  ['/v1/generation/image-enhance', 'enhance'],
  ['/v2/generation/text-to-image-with-ip', 'prompt'],
  ['/v2/generation/image-upscale-vary', 'upscale'],
  ['/v2/generation/image-inpaint-outpaint', 'inpaint'],
  ['/v2/generation/image-prompt', 'prompt'],
  ['/v2/generation/image-enhance', 'enhance'],
]

/** What `query-job` is asked. */
export const JobQuery = z.object({ job_id: z.string(), require_step_preview: laxBoolean().default(false) })

/** What `job-history` is asked. */
export const HistoryQuery = z.object({
  job_id: z.string().optional(),
  page: laxInteger({ min: 0, max: 1_000_000 }).default(0),
  page_size: laxInteger({ min: 1, max: 1000 }).default(20),
  delete: laxBoolean().default(false),
})

const OPEN = ['queued', 'running'] as const
const ENDED = ['finished', 'stopped', 'failed'] as const

/**
 * Serves the predecessor Fooocus-API's routes that FooocusAPI does not have.
 *
 * @param app a scope that checks access and fills `request.caller`
 */
export async function registerFooocusV1(app: App, parts: FooocusV1Parts): Promise<void> {
  const { jobs, config } = parts
  const own = async (owner: string, text: string): Promise<JobState | null> => {
    const id = readTaskId(text)
    const state = id && (await jobs.get(id))
    return state && state.job.owner === owner ? state : null
  }
  const oneWord = ({ job, status }: JobState) => ({
    job_id: dashed(job.id),
    is_finished: ENDED.some((one) => one === status),
  })

  await app.register(async (scope) => {
    await acceptForms(scope)
    registerJsonBody(scope)
    answerErrors(scope)
    const routes = createRoutes(scope, compatOf(config))
    const generate = createLegacyGeneration(parts, createWaitingCalls(jobs, parts.hangUpGraceMs))
    for (const [path, kind] of GENERATIONS) routes.add('POST', path, generate(kind))

    routes.add('POST', '/v1/generation/stop', async (request, reply) => {
      const current = await jobs.current(request.caller.owner)
      if (current) await jobs.stop(current.job.id)
      return sendJson(reply, { msg: 'success' })
    })

    routes.add('GET', '/v1/generation/query-job', async (request, reply) => {
      const { job_id, require_step_preview } = readFields(JobQuery, request.query, 'query')
      const state = await own(request.caller.owner, job_id)
      if (!state) return sendJson(reply, UNKNOWN_JOB, 404)
      const progress = await jobs.progress(state.job.id)
      const { req_params: asked } = state.job.asked as { req_params?: { require_base64?: boolean } }
      const base64 =
        hasEnded(state) && asked?.require_base64 === true ? await dataUrls(state, parts) : undefined
      const results = toResults(state, baseUrlOf(request, config), base64)
      return sendJson(reply, toJob(state, progress, { results, showsPreview: require_step_preview }))
    })

    routes.add('GET', '/v1/generation/job-queue', async (request, reply) => {
      const { owner } = request.caller
      const [open, ended, all] = await Promise.all([
        jobs.list({ owner, statuses: OPEN, offset: 0, limit: 1 }),
        jobs.list({ owner, statuses: ENDED, offset: 0, limit: 1 }),
        jobs.list({ owner, offset: 0, limit: 1 }),
      ])
      const last = all.jobs[0]
      return sendJson(reply, {
        running_size: open.total,
        finished_size: ended.total,
        last_job_id: last ? dashed(last.job.id) : null,
      })
    })

    routes.add('GET', '/v1/generation/job-history', async (request, reply) => {
      const { job_id, page, page_size, delete: isDelete } = readFields(HistoryQuery, request.query, 'query')
      const { owner } = request.caller
      if (job_id !== undefined && job_id !== '') {
        const state = await own(owner, job_id)
        if (isDelete) {
          // Clients send this as GET, which a foreign page can cause too: only what has ended can be forgotten.
          const isGone =
            state !== null && !isFromForeignPage(request) && (await jobs.remove([state.job.id])) > 0
          return sendJson(reply, { message: isGone ? 'Deleted' : 'Not found' })
        }
        const isOpen = state !== null && !hasEnded(state)
        const one = state ? [oneWord(state)] : []
        return sendJson(reply, { queue: isOpen ? one : [], history: isOpen ? [] : one })
      }
      const window = { offset: page * page_size, limit: page_size }
      const [open, ended] = await Promise.all([
        jobs.list({ owner, statuses: OPEN, ...window, order: 'oldest' }),
        jobs.list({ owner, statuses: ENDED, ...window }),
      ])
      return sendJson(reply, { queue: open.jobs.map(oneWord), history: ended.jobs.map(oneWord) })
    })

    // A tab keeps its model in memory by its own rules.
    routes.add('GET', '/v1/engines/clean_vram', (_request, reply) => sendJson(reply, { message: 'ok' }))
  })
}
