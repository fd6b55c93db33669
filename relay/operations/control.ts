import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createTaskId, type TaskId } from '../../contract/task.ts'
import type { App, Reply, Request } from '../http/app.ts'
import type { JobState } from '../jobs/job.ts'
import type { JobService } from '../jobs/service.ts'

/** How the commands of this machine reach a running relay. */
export interface ControlDoor {
  /** Without a slash at the end. */
  readonly url: string
  readonly token: string
}

/** What a tab looks like in a list. */
export interface TabRow {
  readonly instance: string
  /** Id of the pairing that let it in; empty for the relay's own page. */
  readonly pairing: string
  readonly app: string
  readonly state: string
  readonly models: readonly string[]
  readonly slots: number
  readonly running: readonly string[]
  readonly connectedAt: number
}

/** What a job looks like in a list: nothing of what was asked for. */
export interface JobRow {
  readonly id: string
  readonly status: JobState['status']
  readonly dialect: string
  readonly owner: string
  readonly model: string
  readonly attempt: number
  readonly createdAt: number
  readonly endedAt: number | null
  readonly images: number
  readonly pictures: number
  /** Code and message; empty when nothing went wrong. */
  readonly error: string
}

/** What the routes work on. */
export interface ControlParts {
  readonly token: string
  readonly jobs: Pick<JobService, 'list' | 'get' | 'stop'>
  readonly tabs: () => readonly TabRow[]
}

/** A secret for one run of the relay. */
export function createControlToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Leaves address and secret for this user's commands. Call the result to take them away when the relay ends. */
export function publishControl(path: string, door: ControlDoor): () => void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  writeFileSync(temporary, JSON.stringify(door), { mode: 0o600, flag: 'wx' })
  renameSync(temporary, path)
  return () => {
    // A relay that was started since has put its own there.
    if (readControl(path)?.token === door.token) rmSync(path, { force: true })
  }
}

/** Address and secret of the relay that runs on this data folder; null when none left any. */
export function readControl(path: string): ControlDoor | null {
  try {
    const { url, token } = JSON.parse(readFileSync(path, 'utf8')) as Partial<ControlDoor>
    return typeof url === 'string' && typeof token === 'string' ? { url, token } : null
  } catch {
    return null
  }
}

/** Jobs in one answer. */
const LISTED = 100

const TASK_ID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i

/**
 * `GET /control/tabs`, `GET /control/jobs`, `GET /control/jobs/:id`, `POST /control/jobs/:id/stop`: for programs on this
 * machine that can read the control file. Everyone else hears that there is nothing.
 */
export function registerControl(app: App, { token, jobs, tabs }: ControlParts): void {
  const expected = digestOf(token)
  const onlyCommands = async (request: Request, reply: Reply) => {
    const given = request.headers['x-control-token']
    const isRight = timingSafeEqual(digestOf(typeof given === 'string' ? given : ''), expected)
    if (!isRight || !isFromHere(request)) return notFound(reply)
  }
  const options = { onRequest: onlyCommands }

  app.get('/control/tabs', options, () => ({ tabs: tabs() }))
  app.get('/control/jobs', options, async () => {
    const { jobs: found, total } = await jobs.list({ owner: null, offset: 0, limit: LISTED })
    return { jobs: found.map(jobRow), total }
  })
  app.get<{ Params: { id: string } }>('/control/jobs/:id', options, async ({ params }, reply) =>
    answerJob(reply, await withId(params.id, jobs.get)),
  )
  app.post<{ Params: { id: string } }>('/control/jobs/:id/stop', options, async ({ params }, reply) =>
    answerJob(reply, await withId(params.id, jobs.stop)),
  )
}

function withId<T>(text: string, ask: (id: TaskId) => Promise<T | null>): Promise<T | null> {
  return TASK_ID.test(text) ? ask(createTaskId(text)) : Promise.resolve(null)
}

function answerJob(reply: Reply, state: JobState | null) {
  return state ? reply.send({ job: jobRow(state) }) : notFound(reply)
}

function notFound(reply: Reply): Reply {
  return reply.code(404).send({ detail: 'Not Found', code: 'not_found' })
}

function jobRow({ job, status, attempt, endedAt, images, pictures, error }: JobState): JobRow {
  return {
    id: job.id,
    status,
    dialect: job.dialect,
    owner: job.owner,
    model: job.request.base_model_name,
    attempt,
    createdAt: job.createdAt,
    endedAt,
    images,
    pictures: pictures.length,
    error: error ? `${error.code}: ${error.message}` : '',
  }
}

/** Whether the connection itself began on this machine, whatever a proxy says about it. */
function isFromHere({ socket: { remoteAddress = '', localAddress = '' } }: Request): boolean {
  return remoteAddress === localAddress || /^(?:::1|(?:::ffff:)?127\.[\d.]+)$/.test(remoteAddress)
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
