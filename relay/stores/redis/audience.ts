import type { Redis } from 'ioredis'

/** How old an answer may be, in milliseconds. */
const FRESH_MS = 1_000

/** How many channels are remembered. */
const REMEMBERED = 2_000

/**
 * Whether anyone at any relay listens to a channel, by what Redis said within the last second or so. A channel that was
 * never asked about counts as listened to until Redis has answered.
 */
export function createAudience(client: Redis): (channel: string) => boolean {
  const known = new Map<string, { hears: boolean; askedAt: number }>()
  return (channel) => {
    const answer = known.get(channel) ?? { hears: true, askedAt: -FRESH_MS }
    const now = performance.now()
    if (now - answer.askedAt < FRESH_MS) return answer.hears
    answer.askedAt = now
    known.delete(channel)
    known.set(channel, answer)
    for (const oldest of known.keys()) {
      if (known.size <= REMEMBERED) break
      known.delete(oldest)
    }
    client.pubsub('NUMSUB', channel).then(
      ([, count]) => {
        answer.hears = Number(count) > 0
      },
      () => undefined,
    )
    return answer.hears
  }
}
