import type { Writable } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Job, JobState } from '../jobs/job.ts'
import { LEAVING } from './attempt-errors.ts'
import type { Attempt } from './attempt.ts'
import { createHandOut } from './hand-out.ts'
import { needsOf, type WorkKind } from './job-needs.ts'
import type { Line } from './line.ts'
import type { Grant } from './pairings.ts'
import type { TabPoolParts } from './pool-parts.ts'
import { createQuarantine } from './quarantine.ts'
import { pooled } from './secrets.ts'
import { createTabSession, type TabSession } from './tab-session.ts'
import type { TabView } from './tab-view.ts'
import { createTab, type Hello, type Tab } from './tab.ts'

/** The tabs of this relay, and the jobs they are given. */
export interface TabPool {
  /** Takes over a connection that was let in, and runs over `wire`; the pool does the rest. */
  connect(socket: WebSocket, grant: Grant, wire: Writable): void
  /** Whether another connection may come in. */
  hasRoom(): boolean
  tabs(): readonly TabView[]
  /** Whether a tab here could do a job: at once, when it has time, or none that is known. */
  ability(job: Job): 'now' | 'busy' | 'never'
  /** Parts of a request that none of the connected tabs offers; none while no tab is connected, for one may yet come. */
  unoffered(job: Job): readonly WorkKind[]
  /** Bytes that wait to be sent, to all tabs together. */
  unsentBytes(): number
  /** Tells when a tab came or went, or what tabs can do has changed; not for each job. Call the result to stop. */
  onChange(listener: () => void): () => void
  /**
   * Lends no more jobs, tells the tabs to come back after `retryMs`, gives running jobs a short while to end and
   * hands on those that do not, uncounted. Resolves when all is written and the sockets are closed.
   */
  drain(retryMs: number): Promise<void>
  /** Ends at once; leases run out by themselves. */
  close(): Promise<void>
}

/** How long tabs may take to answer a close, and how often a drain looks whether it is done. */
const CLOSE_MS = 1_000
const PAUSE_MS = 20
const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS))

/** Makes the pool and begins to listen on the bus. */
export function createTabPool(given: TabPoolParts): TabPool {
  const parts: TabPoolParts = { ...given, random: pooled(given.random) }
  const { bus, limits, now, relayId } = parts
  const quarantine = createQuarantine(now, limits)
  const tabs = new Map<string, Tab>()
  const sessions = new Set<TabSession>()
  const attempts = new Set<Attempt>()
  const listeners = new Set<() => void>()
  let isLeaving = false

  const changed = () => {
    for (const listener of [...listeners]) listener()
  }
  const ended = (state: JobState) => bus.publish(state.job.id, { type: 'changed', ended: true, state })
  const handOut = createHandOut({ all: () => tabs.values(), onStopped: ended }, parts)

  const forgetLost = (tab: Tab) => {
    if (tab.isConnected() || tab.attempts().length > 0 || tabs.get(tab.key) !== tab) return
    tabs.delete(tab.key)
  }

  const makeTab = (hello: Hello, key: string, grant: Grant): Tab => {
    const tab: Tab = createTab(hello, { key, grant }, parts, {
      quarantine,
      onAttempt: (attempt) => void attempts.add(attempt),
      onAttemptGone: (attempt, state) => {
        attempts.delete(attempt)
        if (!tab.isConnected()) {
          forgetLost(tab)
          changed()
        }
        // Tabs of other relays may want it too.
        if (state?.status === 'queued') bus.announceWork()
        handOut.wake()
      },
      onFree: handOut.wake,
      onLost: () => {
        forgetLost(tab)
        changed()
      },
      onChange: changed,
      canOthersDo: (id, needs, except) =>
        [...tabs.values()].some(
          (other) => other.isReady() && !except.includes(other.instance) && other.lacks(id, needs) === null,
        ),
    })
    return tab
  }

  const greet = (hello: Hello, line: Line, grant: Grant): Tab => {
    // Only under the same pairing: nobody can push out a tab of somebody else.
    const key = `${grant.id} ${hello.instance}`
    const known = tabs.get(key)
    const isResumed = hello.resumeToken !== undefined && (known?.isResumeToken(hello.resumeToken) ?? false)
    const before = known?.line()
    if (known && !isResumed) known.giveBackAll(true)
    const tab = known && isResumed ? known : makeTab(hello, key, grant)
    tabs.set(key, tab)
    tab.greet(hello, line, isResumed)
    before?.close('replaced', 'this tab has connected again')
    return tab
  }

  const onCommand = ({ type, id }: { readonly type: 'stop' | 'skip'; readonly id: string }) => {
    const attempt = [...attempts].find((one) => one.job.id === id && !one.isOver())
    if (attempt) return attempt.command(type)
    if (type === 'stop') handOut.stopWhileTaking(id as Job['id'])
  }

  const tick = () => {
    for (const session of [...sessions]) session.tick()
    for (const tab of [...tabs.values()]) tab.tick()
    quarantine.prune()
    handOut.retry()
  }

  const stopListening = [
    bus.onWork(handOut.wake),
    bus.onCommand(relayId, onCommand),
    parts.pairings.onRevoked((id) => {
      for (const session of sessions) {
        if (session.grant.id === id) session.close('unauthorized', 'the pairing was revoked')
      }
    }),
  ]
  const ticking = setInterval(tick, limits.tickMs)
  ticking.unref()
  const stop = () => {
    isLeaving = true
    clearInterval(ticking)
    for (const end of stopListening) end()
    stopListening.length = 0
  }
  const isOffered = (kind: WorkKind) => {
    for (const tab of tabs.values()) if (tab.isConnected() && tab.offers(kind)) return true
    return false
  }
  const isAnyConnected = () => {
    for (const tab of tabs.values()) if (tab.isConnected()) return true
    return false
  }
  const settle = () => Promise.all([...attempts].map((attempt) => attempt.settled()))

  return {
    connect: (socket, grant, wire) => {
      const session = createTabSession(socket, {
        grant,
        wire,
        limits,
        now,
        onIncident: parts.onIncident,
        greet: (hello, line) => greet(hello, line, grant),
        onClosed: (closed) => void sessions.delete(closed),
      })
      sessions.add(session)
    },
    hasRoom: () => !isLeaving && sessions.size < limits.tabs,
    tabs: () => [...tabs.values()].map((tab) => tab.view()),
    unsentBytes: () => [...tabs.values()].reduce((sum, tab) => sum + (tab.line()?.unread() ?? 0), 0),
    unoffered: (job) => {
      const missing = needsOf(job.request).kinds.filter((kind) => !isOffered(kind))
      return missing.length > 0 && isAnyConnected() ? missing : []
    },
    ability: (job) => {
      const needs = needsOf(job.request)
      let ability: 'busy' | 'never' = 'never'
      for (const tab of tabs.values()) {
        if (!tab.canTake(job.id, needs)) continue
        if (tab.free() > 0) return 'now'
        ability = 'busy'
      }
      return ability
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    drain: async (retryMs) => {
      isLeaving = true
      await handOut.stop()
      for (const tab of tabs.values()) tab.line()?.send({ t: 'drain', retryMs })
      const until = now() + limits.drainMs
      while (attempts.size > 0 && now() < until) await pause()
      for (const attempt of attempts) attempt.giveBack(LEAVING, false)
      await settle()
      stop()
      for (const session of sessions) session.close('drain', 'the relay shuts down')
      const closedBy = now() + CLOSE_MS
      while (sessions.size > 0 && now() < closedBy) await pause()
      for (const session of sessions) session.terminate()
    },
    close: async () => {
      stop()
      await handOut.stop()
      for (const session of sessions) session.terminate()
      await settle()
    },
  }
}
