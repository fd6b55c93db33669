import { isEnded, type TaskState } from '../../../contract/task.ts'

/**
 * The tasks that came to their end since a moment, newest first. One that was taken out of the queue before it began
 * came to nothing and is left out.
 *
 * @param here tasks of this visit
 * @param kept tasks of earlier visits, where some of this one may be among
 */
export function endedSince(
  since: number,
  here: readonly TaskState[],
  kept: readonly TaskState[],
): readonly TaskState[] {
  const byId = new Map([...kept, ...here].map((state) => [state.task.id, state]))
  return [...byId.values()]
    .filter((state) => isEnded(state) && endOf(state) >= since)
    .filter(({ phase, startedAt }) => phase !== 'stopped' || startedAt !== null)
    .sort((a, b) => endOf(b) - endOf(a))
}

const endOf = ({ endedAt, queuedAt }: TaskState) => endedAt ?? queuedAt
