import type { TaskState } from '../../../contract/task.ts'
import type { GenerationRequest } from '../../../contract/request.ts'
import { stepsOf } from '../prompt/plan-line.ts'

/**
 * How long the queue takes from now on.
 *
 * @param tasks the running one and those that wait
 * @param stepMsOf milliseconds of a step of a request on this device; null where none was timed
 * @returns seconds; null when nothing is to be done, or when one of the tasks cannot be told
 */
export function queueSeconds(
  tasks: readonly Pick<TaskState, 'task' | 'percent' | 'images'>[],
  stepMsOf: (request: GenerationRequest) => number | null,
): number | null {
  let ms = 0
  for (const { task, percent, images } of tasks) {
    const stepMs = stepMsOf(task.request)
    if (stepMs === null) return null
    ms += stepMs * stepsOf(task.request) * images * (1 - percent / 100)
  }
  return ms === 0 ? null : ms / 1000
}
