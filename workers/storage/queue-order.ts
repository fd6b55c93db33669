import type { TaskId, TaskState } from '../../contract/task.ts'

/**
 * Tasks as the queue has them.
 *
 * @param queued first queued first
 * @param order the ids that stand first; tasks it does not name stay behind them as they are
 */
export function inQueueOrder(queued: readonly TaskState[], order: readonly TaskId[]): readonly TaskState[] {
  const places = new Map(order.map((id, place) => [id, place]))
  const placeOf = ({ task }: TaskState) => places.get(task.id) ?? order.length
  // Sorting keeps equals in their order.
  return [...queued].sort((a, b) => placeOf(a) - placeOf(b))
}
