import { randomUUID, randomBytes } from 'node:crypto'
import { WebSocket } from 'ws'
import { encodeFrame, decodeFrame, type Frame } from '../../../contract/protocol/frame.ts'
import { createLease } from '../../../contract/protocol/identifiers.ts'
import { attachPictures } from '../../../contract/protocol/job-request.ts'
import {
  PROTOCOL_VERSION,
  SUBPROTOCOL,
  type RelayMessage,
  type TabMessage,
} from '../../../contract/protocol/messages.ts'
import { formatMessage, parseRelayMessage } from '../../../contract/protocol/parse-message.ts'
import { toWireEvent } from '../../../contract/protocol/wire-event.ts'
import { createTaskId, type TaskEvent, type TaskId } from '../../../contract/task.ts'
import { FAKE_CAPABILITIES, type Fault, type FakeTabOptions, type JobMessage } from './options.ts'
import { padPng } from './make-pictures.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { faultError, runFakeJob } from './run-job.ts'

/** What the relay said first. */
export type Welcome = Extract<RelayMessage, { t: 'welcome' }>

/** How a connection ended. */
export interface Closed {
  readonly code: number
  readonly reason: string
}

/** A made-up tab over a real socket. */
export interface FakeTab {
  readonly instance: string
  /** Of the last connection. */
  welcome(): Welcome
  /** Everything the relay has said, on all connections. */
  readonly heard: readonly RelayMessage[]
  /** Ids of the jobs it was given, in order. */
  taken(): readonly TaskId[]
  /** The same jobs whole. */
  readonly jobs: readonly JobMessage[]
  /** Input pictures that came whole, by job and name. */
  readonly inputs: ReadonlyMap<string, Uint8Array>
  /** Resolves with the first message, past or to come, for which it is true. */
  until(predicate: (message: RelayMessage) => boolean): Promise<RelayMessage>
  /** Resolves when the present connection is closed. */
  closed(): Promise<Closed>
  say(message: TabMessage): boolean
  frame(frame: Frame): boolean
  raw(data: string | Uint8Array): void
  /** Breaks the connection as a lost network does. */
  drop(): void
  /** Connects again and goes on with what it holds. */
  resume(): Promise<Welcome>
  leave(reason: 'closing' | 'freezing' | 'switched_off'): void
  /** Ends for good, without a word about its jobs. Resolves once the connection is closed. */
  close(): Promise<void>
}

interface Held {
  readonly job: JobMessage
  readonly fault: Fault | null
  readonly outbox: Outbox
  readonly files: { readonly parts: Uint8Array[]; received: number }[]
  seq: number
  isStopped: boolean
  skips: number
  isHanging: boolean
  state: 'accepted' | 'running' | 'sending'
}

/** Gets a ticket unless one is given. @throws Error with the status where it is refused */
export async function fetchTicket(options: FakeTabOptions): Promise<{ ticket: string; wsUrl: string }> {
  const origin = options.origin ?? new URL(options.url).origin
  const fallback = `${options.url.replace(/^http/, 'ws')}/worker`
  if (options.ticket !== undefined) return { ticket: options.ticket, wsUrl: fallback }
  const authorization = options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }
  const answer = await fetch(`${options.url}/worker/ticket`, {
    method: 'POST',
    headers: { origin, ...authorization },
  })
  if (!answer.ok) throw new Error(`no ticket: ${answer.status} ${await answer.text()}`)
  const { ticket, ws_url: wsUrl } = (await answer.json()) as { ticket: string; ws_url: string }
  return { ticket, wsUrl }
}

/** Connects and says hello. @throws Error when it is refused or closed before the welcome */
export async function startFakeTab(options: FakeTabOptions): Promise<FakeTab> {
  const instance = options.instance ?? randomUUID()
  const capabilities = {
    ...FAKE_CAPABILITIES,
    ...(options.models && { models: [...options.models] }),
    ...options.capabilities,
  }
  const heard: RelayMessage[] = []
  const jobs: JobMessage[] = []
  const inputs = new Map<string, Uint8Array>()
  const waiters = new Set<(message: RelayMessage) => void>()
  const held = new Map<TaskId, Held>()
  let socket: WebSocket
  let closed: Promise<Closed>
  let welcome: Welcome | null = null
  let heartbeat: NodeJS.Timeout | undefined

  const raw = (data: string | Uint8Array): boolean => {
    if (socket.readyState !== WebSocket.OPEN) return false
    socket.send(data)
    return true
  }
  const say = (message: TabMessage): boolean => {
    const formatted = formatMessage(message)
    if (formatted.kind === 'too-large') throw new Error(`too large: ${formatted.bytes}`)
    return raw(formatted.text)
  }
  const frame = (one: Frame): boolean => raw(encodeFrame(one))

  const sayEvent = (mine: Held, event: TaskEvent) => {
    const wire = toWireEvent(event)
    if (!wire) return
    if (wire.type === 'finished' || wire.type === 'stopped' || wire.type === 'failed') mine.state = 'sending'
    mine.outbox.message({ t: 'event', lease: mine.job.lease, seq: mine.seq++, event: wire })
  }

  const never = () => new Promise<never>(() => {})

  const afterStep = async (mine: Held, step: number): Promise<void> => {
    const { fault, job } = mine
    if (fault?.kind === 'foreign_job') {
      const taskId = createTaskId(fault.taskId)
      say({ t: 'event', lease: job.lease, seq: 0, event: { type: 'stopped', taskId, at: 0 } })
      frame({
        type: 'result',
        last: true,
        image: 0,
        seq: 0,
        offset: 0,
        taskId,
        lease: job.lease,
        payload: Buffer.from('x'),
      })
    }
    if (fault?.kind === 'garbage_frames') raw(randomBytes(200))
    if (fault?.kind === 'oversize_frame') raw(new Uint8Array(2 * 1024 * 1024))
    if (!fault || !('afterSteps' in fault) || step < fault.afterSteps) return
    if (fault.kind === 'fail') throw faultError(fault.code)
    if (fault.kind === 'die') {
      socket.terminate()
      clearInterval(heartbeat)
    }
    mine.isHanging = true
    await never()
  }

  const run = async (mine: Held) => {
    const { job, fault } = mine
    const { taskId } = job
    const pictures = new Map(
      job.inputs.map(({ name, mime }, at) => [name, { mime, bytes: inputBytes(mine, at) }] as const),
    )
    for (const [name, { bytes }] of pictures) inputs.set(`${taskId} ${name}`, bytes)
    mine.state = 'running'
    await runFakeJob(
      {
        taskId,
        request: attachPictures(job.request, pictures),
        attempt: job.attempt,
        previews: job.previews,
      },
      options,
      {
        event: (event) => sayEvent(mine, event),
        picture: (plan, file) => mine.outbox.picture(plan, padPng(file, options.paddingBytes ?? 0)),
        preview: (image, { bytes }) =>
          void frame({
            type: 'preview',
            last: true,
            image,
            seq: 0,
            offset: 0,
            taskId,
            lease: job.lease,
            payload: bytes,
          }),
        afterStep: (step) => afterStep(mine, step),
        isStopped: () => mine.isStopped && fault?.kind !== 'deaf',
        takeSkip: () => mine.skips > 0 && mine.skips-- > 0,
      },
    )
  }

  const begin = (mine: Held) => {
    if (mine.files.some(({ received }, at) => received < mine.job.inputs[at]!.bytes)) return
    void run(mine)
  }

  const onJob = (job: JobMessage) => {
    jobs.push(job)
    const { taskId } = job
    const fault = options.fault?.(job) ?? null
    if (fault?.kind === 'ignore') return
    if (fault?.kind === 'reject') {
      return void say({ t: 'reject', taskId, lease: job.lease, reason: fault.reason, retry: fault.retry })
    }
    const lease = fault?.kind === 'wrong_lease' ? createLease(randomBytes(12)) : job.lease
    const mine: Held = {
      job: { ...job, lease },
      fault,
      outbox: createOutbox({ ...job, lease }, welcome!.limits.windowBytes, { say, frame }, fault),
      files: job.inputs.map(() => ({ parts: [], received: 0 })),
      seq: 0,
      isStopped: false,
      skips: 0,
      isHanging: false,
      state: 'accepted',
    }
    held.set(taskId, mine)
    say({ t: 'accept', taskId, lease, etaMs: null })
    begin(mine)
  }

  /** Trusts the relay and remembers nothing: the time of a made-up tab is not what is measured. */
  const answerAtOnce = (text: string) => {
    if (!text.startsWith('{"t":"job"')) return
    const { taskId, lease } = JSON.parse(text) as JobMessage
    const timings = { loadMs: 0, encodeMs: 0, stepMs: 0, decodeMs: 0, totalMs: 0 }
    const event = { type: 'finished', taskId, at: 0, timings }
    raw(JSON.stringify({ t: 'event', lease, seq: 0, event }))
  }

  const onFrame = (bytes: Uint8Array) => {
    const decoded = decodeFrame(bytes)
    if (decoded.kind !== 'frame') throw new Error(`a frame from the relay is refused: ${decoded.reason}`)
    const { taskId, image, offset, payload } = decoded.frame
    const mine = held.get(taskId)
    const file = mine?.files[image]
    if (!mine || !file) return
    if (offset !== file.received) throw new Error('input pieces came out of order')
    file.parts.push(Uint8Array.from(payload))
    file.received += payload.byteLength
    begin(mine)
  }

  const onMessage = (message: RelayMessage) => {
    heard.push(message)
    if (message.t === 'welcome') welcome = message
    if (message.t === 'job') onJob(message)
    if (message.t === 'credit') held.get(message.taskId)?.outbox.credit(message.bytes)
    if (message.t === 'stored') held.delete(message.taskId)
    if (message.t === 'cancel') {
      const mine = held.get(message.taskId)
      if (mine && message.mode === 'stop') mine.isStopped = true
      if (mine && message.mode === 'skip') mine.skips += 1
    }
    for (const waiter of [...waiters]) waiter(message)
  }

  const until: FakeTab['until'] = (predicate) =>
    new Promise((resolve) => {
      const past = heard.find(predicate)
      if (past) return resolve(past)
      const waiter = (message: RelayMessage) => {
        if (!predicate(message)) return
        waiters.delete(waiter)
        resolve(message)
      }
      waiters.add(waiter)
    })

  const beat = () => {
    const living = [...held.values()].filter((mine) => !mine.isHanging)
    say({ t: 'hb', jobs: living.map(({ job: { taskId, lease } }) => ({ taskId, lease })), queueMs: 0 })
  }

  const connect = async (resumeToken?: string): Promise<Welcome> => {
    const { ticket, wsUrl } = await fetchTicket(options)
    const origin = options.origin ?? new URL(options.url).origin
    const opened = new WebSocket(wsUrl, [SUBPROTOCOL, `ticket.${ticket}`], {
      origin,
      perMessageDeflate: false,
    })
    socket = opened
    closed = new Promise((resolve) => {
      opened.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
    })
    const failure = new Promise<never>((_, reject) => {
      opened.on('error', reject)
      void closed.then(({ code, reason }) => reject(new Error(`closed: ${code} ${reason}`)))
    })
    failure.catch(() => {})
    let said: Welcome | null = null
    const greeting = new Promise<Welcome>((resolve) => {
      opened.on('message', (data: Buffer, isBinary: boolean) => {
        if (isBinary) return onFrame(data)
        if (options.noop && said) return answerAtOnce(data.toString())
        const parsed = parseRelayMessage(data.toString())
        if (parsed.kind !== 'message') throw new Error(`the relay said ${JSON.stringify(parsed)}`)
        if (parsed.message.t === 'welcome') resolve((said = parsed.message))
        onMessage(parsed.message)
      })
    })
    opened.on('open', () =>
      say({
        t: 'hello',
        v: PROTOCOL_VERSION,
        app: 'fake-tab/1',
        instance,
        ...(resumeToken !== undefined && { resumeToken }),
        slots: options.slots ?? 1,
        capabilities,
        jobs: [...held.values()].map(({ job: { taskId, lease }, state }) => ({
          taskId,
          lease,
          state,
          acked: [],
        })),
      }),
    )
    const greeted = await Promise.race([greeting, failure])
    clearInterval(heartbeat)
    const everyMs = options.heartbeatMs ?? greeted.heartbeatMs
    if (everyMs > 0) heartbeat = setInterval(beat, everyMs).unref()
    void closed.then(() => {
      if (socket === opened) clearInterval(heartbeat)
    })
    return greeted
  }

  await connect()
  return {
    instance,
    welcome: () => welcome!,
    heard,
    taken: () => jobs.map(({ taskId }) => taskId),
    jobs,
    inputs,
    until,
    closed: () => closed,
    say,
    frame,
    raw: (data) => void raw(data),
    drop: () => socket.terminate(),
    resume: async () => {
      const said = await connect(welcome!.resumeToken)
      for (const { taskId } of said.drop) held.delete(taskId)
      for (const { taskId, acked } of said.keep) held.get(taskId)?.outbox.again(acked)
      return said
    },
    leave: (reason) => void say({ t: 'drain', reason }),
    close: async () => {
      clearInterval(heartbeat)
      socket.close(1000)
      await closed
    },
  }
}

function inputBytes(mine: Held, at: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(mine.files[at]!.parts))
}
