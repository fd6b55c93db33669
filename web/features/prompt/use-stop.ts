import { useEffect, useState } from 'react'
import { useActions, useEnvironment, useTasks } from '../../state/page-context.tsx'
import { currentTask, runningTask } from '../../state/tasks.ts'

const FORCE_AFTER_MS = 10_000

/** What Skip and Stop do now. */
export interface StopState {
  readonly canSkip: boolean
  readonly canStop: boolean
  /** The engine did not stop for a while: pressing Stop again ends its worker. */
  readonly isForced: boolean
  readonly stop: () => void
}

/** Skip and Stop, wherever their buttons stand. */
export function useStop(): StopState {
  const { stop, forceStop } = useActions()
  const current = useTasks((state) => currentTask(state)?.task.id)
  const isHeld = useTasks(({ heldPress }) => heldPress !== null)
  const isRunning = useTasks((state) => runningTask(state) !== undefined)
  const since = useTasks((state) => (current ? state.stopping[current] : undefined))
  const isActive = useEnvironment(({ connection }) => connection === 'active')
  const isForced = useHasPassed(since, FORCE_AFTER_MS) && isActive
  return {
    canSkip: isRunning && since === undefined,
    canStop: isHeld || (current !== undefined && (since === undefined || isForced)),
    isForced,
    stop: isForced ? forceStop : stop,
  }
}

function useHasPassed(since: number | undefined, waitMs: number): boolean {
  const [passed, setPassed] = useState<number>()
  useEffect(() => {
    if (since === undefined) return
    const timer = setTimeout(() => setPassed(since), Math.max(0, since + waitMs - Date.now()))
    return () => clearTimeout(timer)
  }, [since, waitMs])
  return since !== undefined && passed === since
}
