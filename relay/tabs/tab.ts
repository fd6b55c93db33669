import { toErrorData } from '../../contract/errors.ts'
import type { Frame } from '../../contract/protocol/frame.ts'
import { createLease, LEASE_BYTES, type Lease } from '../../contract/protocol/identifiers.ts'
import type { RelayMessage, TabMessage } from '../../contract/protocol/messages.ts'
import type { TaskId } from '../../contract/task.ts'
import type { JobState } from '../jobs/job.ts'
import { GONE, rejectionError } from './attempt-errors.ts'
import { createAttempt, type Attempt } from './attempt.ts'
import type { Chooser } from './choose-job.ts'
import { needsOf, type JobNeeds, type WorkKind } from './job-needs.ts'
import { createStepTimes, longestRunMs } from './lease-time.ts'
import type { Line } from './line.ts'
import type { Grant } from './pairings.ts'
import type { TabPoolParts } from './pool-parts.ts'
import type { Quarantine } from './quarantine.ts'
import { drawSecret, digestOf, isSecret } from './secrets.ts'
import { sendInputs } from './send-inputs.ts'
import { createSkills, type SkipReason } from './skills.ts'
import type { TabView } from './tab-view.ts'

/** The first message of a tab. */
export type Hello = Extract<TabMessage, { t: 'hello' }>

/** What a tab tells the pool. */
export interface TabHooks {
  readonly quarantine: Quarantine
  readonly onAttempt: (attempt: Attempt) => void
  readonly onAttemptGone: (attempt: Attempt, state: JobState | null) => void
  /** A slot may have become free. */
  readonly onFree: () => void
  /** Its connection is gone. */
  readonly onLost: () => void
  /** It came, or can do something else than before. */
  readonly onChange: () => void
  /** Whether a connected tab that is none of these could do the job. */
  readonly canOthersDo: (id: TaskId, needs: JobNeeds, except: readonly string[]) => boolean
}

/** A lease in the making. */
export interface Offer {
  readonly lease: Lease
  readonly until: number
}

/** A tab of which the relay knows; outlives a broken connection by its grace. */
export interface Tab {
  readonly key: string
  readonly instance: string
  readonly grant: Grant
  /** As a choice of jobs sees it now. */
  chooser(): Chooser
  /** The model in its memory. */
  loaded(): string | null
  lacks(id: TaskId, needs: JobNeeds): SkipReason | null
  offers(kind: WorkKind): boolean
  /** Whether it could do a job sooner or later. */
  canTake(id: TaskId, needs: JobNeeds): boolean
  isConnected(): boolean
  isReady(): boolean
  /** Slots that a job may be put into right now. */
  free(): number
  /** Seconds for a megapixel step; Infinity when nobody has measured. */
  pace(): number
  /** Keeps a slot while the store is asked. */
  reserve(): Offer
  unreserve(): void
  /** Sends a job that was taken for it. Call `unreserve` in the same breath. */
  start(state: JobState, offer: Offer): void
  hear(message: TabMessage): void
  /** False when it sent more than it had credit for. */
  takeFrame(frame: Frame): boolean
  isResumeToken(token: string): boolean
  /** Puts the tab on a new connection. @param isResumed whether what it holds is still its own */
  greet(hello: Hello, line: Line, isResumed: boolean): void
  /** @param mayReturn whether it has its grace */
  lost(line: Line, mayReturn: boolean): void
  /** Takes away all jobs. */
  giveBackAll(counts: boolean): void
  attempts(): readonly Attempt[]
  line(): Line | null
  tick(): void
  noteSkipped(skipped: TabView['skipped']): void
  view(): TabView
}

/** Makes a tab for its first hello; {@link Tab.greet} is called next. */
export function createTab(
  hello: Hello,
  { key, grant }: { readonly key: string; readonly grant: Grant },
  parts: TabPoolParts,
  hooks: TabHooks,
): Tab {
  const { now, limits, random, onIncident } = parts
  const { quarantine } = hooks
  const { instance } = hello
  const attempts = new Map<TaskId, Attempt>()
  let { capabilities } = hello
  let about = hello
  let skills = createSkills(capabilities, grant)
  let times = createStepTimes(limits)
  let line: Line | null = null
  let session = ''
  let resumeDigest: Buffer | null = null
  let connectedAt = now()
  let goneAt = 0
  let reserved = 0
  let used = 0
  let busyUntil = 0
  let isDraining = false
  let wasHeld = false
  let queueMs = 0
  let skipped: TabView['skipped'] = {}

  const slots = () => Math.min(about.slots, grant.slots)
  const isReady = () => line !== null && !isDraining && quarantine.until(key) === null

  const attemptFor = (id: TaskId, lease: Lease): Attempt | null => {
    const attempt = attempts.get(id)
    if (attempt?.lease === lease) return attempt
    onIncident('stale_words', { id, tab: instance })
    return null
  }

  const lose = (reason: string) => {
    if (!quarantine.lose(key)) return
    onIncident('quarantined', { tab: instance, reason })
    hooks.onChange()
  }

  const begin = (state: JobState, { lease, until }: Offer): Attempt => {
    const { job } = state
    const needs = needsOf(job.request)
    const deadline = now() + longestRunMs(needs, capabilities, limits)
    const lent = { state, lease, storeUntil: until, deadline }
    const attempt: Attempt = createAttempt(
      lent,
      {
        line: () => line,
        ttlMs: () => times.ttlMs(needs.model),
        onStep: (ms) => {
          times.note(needs.model, ms)
          skills.setLoaded(needs.model)
        },
        onFree: () => {
          used -= 1
          hooks.onFree()
        },
        onGone: (after) => {
          if (attempts.get(job.id) === attempt) attempts.delete(job.id)
          hooks.onAttemptGone(attempt, after)
        },
        onLoss: lose,
      },
      parts,
    )
    attempts.set(job.id, attempt)
    used += 1
    hooks.onAttempt(attempt)
    return attempt
  }

  const deliver = async (attempt: Attempt, state: JobState, on: Line) => {
    const { job, lease } = attempt
    const message: Extract<RelayMessage, { t: 'job' }> = {
      t: 'job',
      taskId: job.id,
      lease,
      attempt: state.attempt,
      createdAt: job.createdAt,
      deadline: attempt.deadline,
      ttlMs: times.ttlMs(job.request.base_model_name),
      request: job.request,
      inputs: job.inputs.map(({ name, mime, bytes, sha256 }) => ({ name, mime, bytes, sha256 })),
      previews: !job.request.disable_preview,
    }
    if (!on.send(message)) {
      return attempt.fail({
        code: 'payload_too_large',
        message: 'the request is too long for a tab',
        detail: {},
      })
    }
    try {
      if (job.inputs.length > 0) {
        await sendInputs({ job, lease, files: parts.files, line: on, chunkBytes: limits.chunkBytes })
      }
      attempt.delivered()
    } catch (error) {
      // A broken connection is heard of elsewhere.
      if (line === on && on.isOpen()) attempt.fail(toErrorData(error))
    }
  }

  const onReject = ({ taskId, lease, reason, retry }: Extract<TabMessage, { t: 'reject' }>) => {
    const attempt = attemptFor(taskId, lease)
    if (!attempt || attempt.isOver()) return
    onIncident('rejected', { id: taskId, tab: instance, reason })
    const needs = needsOf(attempt.job.request)
    if (reason === 'busy') busyUntil = now() + limits.busyMs
    if (reason === 'model_missing') skills.dropModel(needs.model)
    // Refusing plain text to image says something about one request, not about the tab.
    const special = needs.kinds.filter((kind) => kind !== 'text_to_image')
    if (reason === 'unsupported') skills.dropKinds(special)
    if (!retry || reason === 'unsupported') skills.refuse(taskId)
    const error = rejectionError(reason)
    const isHopeless =
      (reason === 'model_missing' || reason === 'unsupported') &&
      !hooks.canOthersDo(taskId, needs, [instance])
    if (reason === 'bad_input' || isHopeless) attempt.fail(error)
    else attempt.giveBack(error, reason === 'out_of_memory')
    hooks.onChange()
  }

  const giveBackAll = (counts: boolean) => {
    for (const attempt of attempts.values()) attempt.giveBack(GONE, counts)
  }

  /** What the tab may go on with, and what others have by now. */
  const settleHeld = (held: Hello['jobs'], isResumed: boolean) => {
    const keep: Extract<RelayMessage, { t: 'welcome' }>['keep'] = []
    const drop: Extract<RelayMessage, { t: 'welcome' }>['drop'] = []
    for (const { taskId, lease } of held) {
      const attempt = isResumed ? attempts.get(taskId) : undefined
      const isOurs = attempt?.lease === lease && !attempt.isOver()
      if (isOurs) keep.push({ taskId, lease, acked: attempt.resume() })
      else drop.push({ taskId, lease })
    }
    // What the tab does not know of never arrived there.
    for (const attempt of attempts.values()) {
      if (!keep.some(({ taskId }) => taskId === attempt.job.id)) attempt.giveBack(GONE, false)
    }
    return { keep, drop }
  }

  return {
    key,
    instance,
    grant,
    chooser: () => ({
      loaded: skills.loaded(),
      lacks: skills.lacks,
      shouldLeave: ({ waiting: { id, failedTabs }, needs }) =>
        failedTabs.includes(instance) && hooks.canOthersDo(id, needs, failedTabs),
    }),
    loaded: () => skills.loaded(),
    lacks: (id, needs) => skills.lacks(id, needs),
    offers: (kind) => skills.offers(kind),
    canTake: (id, needs) => !isDraining && skills.lacks(id, needs) === null,
    pace: () => capabilities.secondsPerMegapixelStep ?? Infinity,
    isConnected: () => line !== null,
    isReady,
    free: () => (isReady() && now() >= busyUntil ? Math.max(0, slots() - used - reserved) : 0),
    reserve: () => {
      reserved += 1
      const lease = createLease(random(LEASE_BYTES))
      return { lease, until: now() + limits.acceptMs + limits.leaseMinMs }
    },
    unreserve: () => {
      reserved -= 1
    },
    start: (state, offer) => {
      const attempt = begin(state, offer)
      if (line && !isDraining) void deliver(attempt, state, line)
      else attempt.giveBack(GONE, false)
    },
    hear: (message) => {
      switch (message.t) {
        case 'accept':
          return attemptFor(message.taskId, message.lease)?.accept()
        case 'reject':
          return onReject(message)
        case 'event':
          return attemptFor(message.event.taskId, message.lease)?.event(message.seq, message.event)
        case 'result':
          return attemptFor(message.taskId, message.lease)?.result(message)
        case 'hb':
          queueMs = message.queueMs
          for (const { taskId, lease } of message.jobs) {
            const attempt = attempts.get(taskId)
            if (attempt?.lease === lease) attempt.touch()
          }
          return
        case 'drain':
          isDraining = true
          if (message.reason === 'closing') giveBackAll(false)
          return hooks.onChange()
        case 'hello':
        case 'error':
          return
        default:
          message satisfies never
      }
    },
    takeFrame: (frame) => {
      const attempt = attemptFor(frame.taskId, frame.lease)
      if (!attempt) return true
      if (frame.type === 'result') return attempt.chunk(frame)
      if (frame.type === 'preview') attempt.preview(frame)
      return true
    },
    isResumeToken: (token) => resumeDigest !== null && isSecret(token, resumeDigest),
    greet: (next, on, isResumed) => {
      about = next
      capabilities = next.capabilities
      skills = createSkills(capabilities, grant)
      if (!isResumed) times = createStepTimes(limits)
      line = on
      isDraining = false
      busyUntil = 0
      connectedAt = now()
      session = drawSecret(random)
      const resumeToken = drawSecret(random)
      resumeDigest = digestOf(resumeToken)
      on.send({
        t: 'welcome',
        session,
        resumeToken,
        relay: parts.relayId,
        serverTime: now(),
        heartbeatMs: limits.heartbeatMs,
        limits: {
          frameBytes: limits.frameBytes,
          chunkBytes: limits.chunkBytes,
          windowBytes: limits.windowBytes,
          previewsPerSecond: limits.previewsPerSecond,
          previewSide: limits.previewSide,
        },
        ...settleHeld(next.jobs, isResumed),
      })
      onIncident('tab_connected', { tab: instance, pairing: grant.id, resumed: isResumed })
      hooks.onChange()
      hooks.onFree()
    },
    lost: (which, mayReturn) => {
      if (which !== line) return
      line = null
      goneAt = now()
      if (!mayReturn) giveBackAll(true)
      for (const attempt of attempts.values()) if (!attempt.isDelivered()) attempt.giveBack(GONE, false)
      hooks.onLost()
    },
    giveBackAll,
    attempts: () => [...attempts.values()],
    line: () => line,
    tick: () => {
      const isHeld = now() < busyUntil || quarantine.until(key) !== null
      if (wasHeld && !isHeld) hooks.onFree()
      wasHeld = isHeld
      for (const attempt of attempts.values()) {
        if (line || now() - goneAt <= limits.graceMs) attempt.tick()
        else if (!attempt.isOver()) {
          lose('gone')
          onIncident('lease_expired', { id: attempt.job.id, reason: 'gone' })
          attempt.giveBack(GONE, true)
        }
      }
    },
    noteSkipped: (reasons) => {
      skipped = reasons
    },
    view: () => {
      const { adapter, backend } = capabilities.device
      const running = [...attempts.values()].filter((attempt) => !attempt.isOver())
      const quarantinedUntil = quarantine.until(key)
      const idle = running.length < slots() ? 'ready' : 'busy'
      const held = isDraining ? 'draining' : quarantinedUntil !== null ? 'quarantined' : idle
      return {
        session,
        instance,
        pairing: grant.id,
        app: about.app,
        backend,
        adapter: adapter && `${adapter.vendor} ${adapter.architecture}`.trim(),
        models: skills.models,
        loras: skills.loras,
        loaded: skills.loaded(),
        slots: slots(),
        running: running.map(({ job }) => job.id),
        state: line ? held : 'lost',
        quarantinedUntil,
        lostLeases: quarantine.losses(key),
        skipped,
        queueMs,
        connectedAt,
      }
    },
  }
}
