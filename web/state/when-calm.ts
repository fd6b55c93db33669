import type { StoreApi } from 'zustand/vanilla'
import { isEnded } from '../../contract/task.ts'
import type { EnvironmentState } from './environment.ts'
import type { TasksState } from './tasks.ts'

/** How often the queue is looked at, and when nobody waits any longer; milliseconds. */
const LOOK_EVERY_MS = 4_000
const WAIT_AT_MOST_MS = 60_000

/**
 * Waits for a moment in which the engine has started and no task is under way, so that work in the background does not
 * slow down a picture that somebody waits for. Looks some seconds after the call for the first time, and gives up
 * waiting after a minute.
 */
export async function whenCalm(
  tasks: StoreApi<TasksState>,
  environment: StoreApi<EnvironmentState>,
): Promise<void> {
  const isCalm = () =>
    environment.getState().connection !== 'starting' && Object.values(tasks.getState().byId).every(isEnded)
  for (let waited = 0; waited < WAIT_AT_MOST_MS; waited += LOOK_EVERY_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    if (isCalm()) return
  }
}
