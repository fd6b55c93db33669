import type { TaskState } from '../../../contract/task.ts'
import { sizeOf } from '../../state/effective-request.ts'
import { useEnvironment, usePreferences } from '../../state/page-context.tsx'
import { stepTimeKey, usualStepMs } from '../../state/preferences.ts'
import { queueSeconds } from './queue-seconds.ts'

/** How long the queue takes from now on, in seconds; null when that cannot be told. */
export function useQueueSeconds(
  running: TaskState | undefined,
  waiting: readonly TaskState[],
): number | null {
  const backend = useEnvironment(({ device }) => device?.backend ?? 'wasm')
  const times = usePreferences(({ stepTimes }) => stepTimes)
  return queueSeconds(running ? [running, ...waiting] : waiting, (request) =>
    usualStepMs(times, stepTimeKey(backend, request.base_model_name, sizeOf(request))),
  )
}
