import type { Delivery } from '../../jobs/ports.ts'
import { createSortedList } from './sorted-list.ts'

/** Deliveries that have not succeeded, in the order in which they are due. */
export interface DeliveryIndex extends Iterable<Delivery> {
  get(id: string): Delivery | undefined
  set(delivery: Delivery): void
  delete(id: string): void
  first(): Delivery | undefined
}

const byDueTime = (a: Delivery, b: Delivery) =>
  a.nextAt - b.nextAt || a.createdAt - b.createdAt || (a.id < b.id ? -1 : Number(a.id > b.id))

/** Makes an empty index. */
export function createDeliveryIndex(): DeliveryIndex {
  const deliveries = new Map<string, Delivery>()
  const due = createSortedList(byDueTime)
  const remove = (id: string) => {
    const before = deliveries.get(id)
    if (before) due.delete(before)
    deliveries.delete(id)
  }
  return {
    get: (id) => deliveries.get(id),
    set: (delivery) => {
      remove(delivery.id)
      deliveries.set(delivery.id, delivery)
      due.add(delivery)
    },
    delete: remove,
    first: due.first,
    [Symbol.iterator]: () => due[Symbol.iterator](),
  }
}
