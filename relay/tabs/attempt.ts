import { AppError, ERRORS, toErrorData, type ErrorCode, type ErrorData } from '../../contract/errors.ts'
import type { Frame } from '../../contract/protocol/frame.ts'
import type { Lease } from '../../contract/protocol/identifiers.ts'
import type { TabMessage } from '../../contract/protocol/messages.ts'
import type { WireTaskEvent } from '../../contract/protocol/wire-event.ts'
import { hasEnded, type Job, type JobState, type StoredPicture } from '../jobs/job.ts'
import type { Fault, JobEnd, TabCommand } from '../jobs/ports.ts'
import { createAttemptFacts } from './attempt-facts.ts'
import { createIncomingPictures } from './incoming-pictures.ts'
import type { Line } from './line.ts'
import { persist } from './persist.ts'
import type { TabPoolParts } from './pool-parts.ts'
import { createPreviewGate } from './previews.ts'

/** What an attempt needs of the tab that makes it. */
export interface AttemptTab {
  /** Null while the connection is broken. */
  line(): Line | null
  ttlMs(): number
  onStep(ms: number): void
  /** The slot is free, although the end may not be written yet. */
  onFree(): void
  /** All is written; `state` is null when the lease had been lost before. Called once. */
  onGone(state: JobState | null): void
  /** The tab did badly. */
  onLoss(reason: string): void
}

/** How an attempt ends. */
type Outcome =
  | { readonly kind: 'end'; readonly end: JobEnd }
  | { readonly kind: 'back'; readonly fault: Fault }
  /** Others have it by now. */
  | { readonly kind: 'gone' }

/** One attempt at a job by one tab: hears its words and writes what they mean. */
export interface Attempt {
  readonly job: Job
  readonly lease: Lease
  /** When the job must have ended; milliseconds since 1970. */
  readonly deadline: number
  isOver(): boolean
  /** Whether the tab has all it needs: the message, and every input picture. */
  isDelivered(): boolean
  /** From now on the tab has time to accept. */
  delivered(): void
  /** Any sign of life that names the lease. */
  touch(): void
  accept(): void
  event(seq: number, event: WireTaskEvent): void
  result(message: Extract<TabMessage, { t: 'result' }>): void
  /** False when it is beyond the credit that was given. */
  chunk(frame: Frame): boolean
  preview(frame: Frame): void
  command(type: TabCommand['type']): void
  /** Ends it for a reason that no event told. */
  giveBack(error: ErrorData, counts: boolean): void
  fail(error: ErrorData): void
  /** The tab came back on another connection, still holding the job. */
  resume(): { image: number; upto: number }[]
  /** Looks at the clock. */
  tick(): void
  /** Resolves once every word heard so far is written. */
  settled(): Promise<void>
}

/** What an attempt is about. */
export interface Lent {
  readonly state: JobState
  readonly lease: Lease
  /** Until when the store knows it to be lent. */
  readonly storeUntil: number
  readonly deadline: number
}

/** The part of a lease's time after which the store is told that it goes on. */
const RENEWAL = 0.25

/** Begins an attempt that was just lent; the job message is sent by the tab. */
export function createAttempt(lent: Lent, tab: AttemptTab, parts: TabPoolParts): Attempt {
  const { store, bus, limits, now, onIncident } = parts
  const { lease, deadline } = lent
  const { job } = lent.state
  let phase: 'offered' | 'running' | 'over' = 'offered'
  let isDelivered = false
  let until = now() + limits.leaseMaxMs
  let storeUntil = lent.storeUntil
  let stopBy: number | null = null
  let isLoading = false
  let nextSeq = 0
  let lastStep: { image: number; at: number } | null = null
  /** The end that waits for pictures. */
  let ending: JobEnd | null = null
  let settled: Promise<void> = Promise.resolve()

  const send: Line['send'] = (message) => tab.line()?.send(message) ?? true
  const previews = createPreviewGate(limits, now)

  const announce = (state: JobState) =>
    bus.publish(job.id, hasEnded(state) ? { type: 'changed', ended: true, state } : { type: 'changed' })
  const onNoted = (state: JobState | null) => {
    if (state) announce(state)
    else conclude({ kind: 'gone' })
  }
  const facts = createAttemptFacts({
    store,
    id: job.id,
    lease,
    onNoted,
    onFailure: (error) => onIncident('store_failed', { code: toErrorData(error).code, tries: 1 }),
  })

  const keep = async (picture: StoredPicture): Promise<boolean> => {
    facts.flush()
    // A store that is away for a moment is no reason to throw away a finished picture.
    const noted = await persist(
      async () => ({ state: await store.note(job.id, lease, { picture }) }),
      onIncident,
    )
    if (!noted) {
      // Nobody knows whether it was written, so the file stays, and the lease runs out.
      conclude({ kind: 'gone' })
      throw new AppError('storage_unavailable', 'the picture could not be noted')
    }
    const { state } = noted
    onNoted(state)
    if (!state) return false
    // An earlier attempt's picture of the same index has been replaced.
    const replaced = lent.state.pictures.find(({ index }) => index === picture.index)
    if (replaced && replaced.file !== picture.file) await parts.files.removeOutputs([replaced.file])
    return true
  }

  const pictures = createIncomingPictures({
    job,
    limits,
    now,
    files: parts.files,
    send: (message) => void send(message),
    keep,
    onComplete: () => {
      if (ending) conclude({ kind: 'end', end: ending })
    },
    onTrouble: (error) => {
      const { code, message } = toErrorData(error)
      if (code === 'invalid_request') {
        onIncident('bad_picture', { id: job.id })
        tab.onLoss('bad_picture')
        giveBack(
          { code: 'engine_crashed', message: `the tab sent a picture that is none: ${message}`, detail: {} },
          true,
        )
      } else fail(toErrorData(error))
    },
  })

  const write = (outcome: Outcome): Promise<JobState | null> => {
    switch (outcome.kind) {
      case 'end':
        return persist(() => store.finish(job.id, lease, outcome.end), onIncident)
      case 'back':
        return persist(() => store.giveBack(job.id, lease, outcome.fault), onIncident)
      case 'gone':
        return Promise.resolve(null)
      default:
        return outcome satisfies never
    }
  }

  /** The one way out. What comes first counts; the slot is free at once. */
  const conclude = (outcome: Outcome) => {
    if (phase === 'over') return
    phase = 'over'
    facts.flush()
    if (!pictures.isComplete()) void pictures.abort()
    tab.onFree()
    settled = write(outcome).then((state) => {
      if (state) {
        announce(state)
        if (outcome.kind === 'end') send({ t: 'stored', taskId: job.id })
        else onIncident('requeued', { id: job.id, status: state.status, attempt: state.attempt })
      } else onIncident('stale_words', { id: job.id })
      tab.onGone(state)
    })
  }

  /** Takes the job from a tab that still works on it. */
  const recall = () => send({ t: 'cancel', taskId: job.id, mode: 'stop' })

  const giveBack = (error: ErrorData, counts: boolean) => {
    if (phase === 'over') return
    recall()
    conclude({ kind: 'back', fault: { error, at: now(), counts } })
  }
  const fail = (error: ErrorData) => {
    if (phase === 'over') return
    recall()
    conclude({ kind: 'end', end: { status: 'failed', at: now(), error } })
  }
  const lose = (reason: string, code: ErrorCode, message: string) => {
    onIncident('lease_expired', { id: job.id, reason })
    tab.onLoss(reason)
    giveBack({ code, message, detail: { reason } }, true)
  }

  const endWhenComplete = (end: JobEnd) => {
    ending = end
    if (pictures.isComplete()) conclude({ kind: 'end', end })
  }

  const onFailed = (error: ErrorData) => {
    if (!ERRORS[error.code].retry) return endWhenComplete({ status: 'failed', at: now(), error })
    conclude({ kind: 'back', fault: { error, at: now(), counts: true } })
  }

  const onProgress = (event: Extract<WireTaskEvent, { type: 'progress' }>) => {
    const { percent, message, activity } = event
    isLoading = activity.kind === 'load' || activity.kind === 'download'
    const step = activity.kind === 'step' ? activity : null
    if (step) {
      if (lastStep?.image === step.image) tab.onStep(now() - lastStep.at)
      lastStep = { image: step.image, at: now() }
    }
    const place = step && { image: step.image, images: step.images, step: step.step, steps: step.steps }
    bus.publish(job.id, { type: 'progress', progress: { percent, message, step: place } })
  }

  const onEvent = (event: WireTaskEvent) => {
    switch (event.type) {
      case 'started':
        if (lent.state.startedAt === null) facts.add({ startedAt: now() })
        break
      case 'planned':
        facts.add({ images: event.images, seeds: event.seeds, notices: event.notices })
        break
      case 'progress':
        return onProgress(event)
      case 'skipped':
        facts.add({ skipped: event.index })
        break
      case 'requeued':
        // The tab begins again by itself; its device has to start and load first.
        isLoading = true
        lastStep = null
        break
      case 'finished':
        return endWhenComplete({ status: 'finished', at: now(), timings: event.timings })
      case 'stopped':
        return endWhenComplete({ status: 'stopped', at: now() })
      case 'failed':
        return onFailed(event.error)
      default:
        event satisfies never
    }
  }

  const touch = () => {
    if (phase === 'offered') return
    until = now() + (isLoading ? Math.max(limits.loadMs, tab.ttlMs()) : tab.ttlMs())
  }
  const accept = () => {
    if (phase === 'offered') phase = 'running'
    touch()
  }

  const renew = () => {
    const ttl = tab.ttlMs()
    if (storeUntil - now() > ttl * (1 - RENEWAL)) return
    storeUntil = now() + ttl
    store.extend(job.id, lease, storeUntil).then(
      (isOurs) => {
        if (isOurs) return
        recall()
        conclude({ kind: 'gone' })
      },
      (error: unknown) => onIncident('store_failed', { code: toErrorData(error).code, tries: 1 }),
    )
  }

  return {
    job,
    lease,
    deadline,
    isOver: () => phase === 'over',
    isDelivered: () => isDelivered,
    delivered: () => {
      isDelivered = true
      if (phase === 'offered') until = now() + limits.acceptMs
    },
    touch,
    accept,
    event: (seq, event) => {
      if (phase === 'over' || seq < nextSeq || ending) return
      nextSeq = seq + 1
      // A tab that reports on a job has taken it.
      accept()
      onEvent(event)
      touch()
    },
    result: ({ picture }) => {
      if (phase === 'over') return
      accept()
      pictures.announce(picture)
    },
    chunk: (frame) => {
      if (phase === 'over') return true
      touch()
      return pictures.take(frame)
    },
    preview: (frame) => {
      touch()
      const preview = bus.isWatched(job.id) ? previews.pass(frame) : null
      if (preview) bus.publish(job.id, { type: 'preview', preview })
      else onIncident('preview_dropped', { id: job.id })
    },
    command: (type) => {
      if (phase === 'over') return
      if (type === 'skip') return void send({ t: 'cancel', taskId: job.id, mode: 'skip' })
      // Nobody is there to stop: the job ends now, and the tab is told when it comes back.
      if (!tab.line()) return conclude({ kind: 'end', end: { status: 'stopped', at: now() } })
      stopBy ??= now() + limits.stopMs
      recall()
    },
    giveBack,
    fail,
    resume: () => {
      accept()
      pictures.restartCredit()
      return pictures.uploaded()
    },
    tick: () => {
      if (phase === 'over') return
      const time = now()
      if (stopBy !== null && time > stopBy) {
        tab.onLoss('stop_unanswered')
        onIncident('lease_expired', { id: job.id, reason: 'stop_unanswered' })
        return conclude({ kind: 'end', end: { status: 'stopped', at: time } })
      }
      if (time > deadline) return lose('deadline', 'timeout', 'the job took longer than it may')
      if (time > until && tab.line()) {
        const reason = phase === 'offered' ? 'not_accepted' : 'silent'
        return lose(reason, 'engine_disconnected', 'the tab said nothing about the job')
      }
      renew()
    },
    settled: async () => {
      await pictures.settled()
      await settled
    },
  }
}
