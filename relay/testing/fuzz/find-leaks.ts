import { MARKER, type FuzzRelay } from './fuzz-relay.ts'

/** Lines of the log in which a secret stands: the planted ones, the pairing token, and tickets. */
export function findLeaks(relay: Pick<FuzzRelay, 'log' | 'secrets'>): readonly string[] {
  // Of `prt_<id>_<secret>` the secret may have underscores of its own.
  const secret = relay.secrets.pairing.replace(/^[^_]+_[^_]+_/u, '')
  const base64 = Buffer.from(`${MARKER}:`).toString('base64').slice(0, 16)
  const patterns = [MARKER, relay.secrets.pairing, secret, base64, encodeURIComponent(MARKER)]
  return relay
    .log()
    .split('\n')
    .filter((line) => patterns.some((pattern) => line.includes(pattern)) || /ticket\.[\w-]{20,}/.test(line))
    .slice(0, 20)
}
