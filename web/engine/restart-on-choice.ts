import type { StoreApi } from 'zustand/vanilla'
import type { EnginePort } from '../state/connection-state.ts'
import type { EnvironmentState } from '../state/environment.ts'
import type { PreferencesState } from '../state/preferences.ts'
import type { TasksState } from '../state/tasks.ts'

/** What it takes to apply another choice of engine. */
export interface RestartParts {
  readonly preferences: StoreApi<PreferencesState>
  readonly environment: StoreApi<EnvironmentState>
  readonly tasks: StoreApi<TasksState>
  readonly engine: Pick<EnginePort, 'retry'>
}

/** Starts the engine anew when another processor or number of threads is chosen, as soon as no task runs. */
export function restartOnChoice({ preferences, environment, tasks, engine }: RestartParts): void {
  let isDue = false
  const settle = () => {
    if (!isDue) return
    const { connection } = environment.getState()
    // A window without the engine reads the choice when it gets it.
    if (connection === 'elsewhere' || connection === 'taken') isDue = false
    const isRunning = Object.values(tasks.getState().byId).some(({ phase }) => phase === 'running')
    if (!isDue || isRunning || (connection !== 'active' && connection !== 'broken')) return
    isDue = false
    engine.retry()
  }
  preferences.subscribe((now, before) => {
    if (now.engineBackend === before.engineBackend && now.engineThreads === before.engineThreads) return
    isDue = true
    settle()
  })
  tasks.subscribe(settle)
  environment.subscribe(settle)
}
