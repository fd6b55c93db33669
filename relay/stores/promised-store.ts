import type { JobStore } from '../jobs/ports.ts'

/**
 * A store that can be handed on while it is still being opened. What is asked before waits; once it is open, questions
 * go straight to it, so that what it decides at once it still does.
 *
 * @param opening may reject: then everything that was asked does too, and closing does nothing
 */
export function promisedStore(opening: Promise<JobStore>): JobStore {
  let open: JobStore | null = null
  opening.then(
    (store) => (open = store),
    () => undefined,
  )
  const ask = <T>(question: (store: JobStore) => Promise<T>): Promise<T> =>
    open ? question(open) : opening.then(question)
  return {
    put: (job, limits) => ask((store) => store.put(job, limits)),
    waiting: (limit) => ask((store) => store.waiting(limit)),
    take: (id, lease) => ask((store) => store.take(id, lease)),
    extend: (id, lease, until) => ask((store) => store.extend(id, lease, until)),
    note: (id, lease, facts) => ask((store) => store.note(id, lease, facts)),
    finish: (id, lease, end) => ask((store) => store.finish(id, lease, end)),
    giveBack: (id, lease, fault) => ask((store) => store.giveBack(id, lease, fault)),
    requestStop: (id, at) => ask((store) => store.requestStop(id, at)),
    get: (id) => ask((store) => store.get(id)),
    findTwin: (owner, fingerprint, since) => ask((store) => store.findTwin(owner, fingerprint, since)),
    list: (query) => ask((store) => store.list(query)),
    remove: (ids) => ask((store) => store.remove(ids)),
    sweep: (now) => ask((store) => store.sweep(now)),
    counts: () => ask((store) => store.counts()),
    dueDeliveries: (now, limit) => ask((store) => store.dueDeliveries(now, limit)),
    settleDelivery: (id, outcome) => ask((store) => store.settleDelivery(id, outcome)),
    nextDelivery: () => ask((store) => store.nextDelivery()),
    close: () =>
      opening.then(
        (store) => store.close(),
        () => undefined,
      ),
  }
}
