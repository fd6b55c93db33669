import { load } from './load.ts'
import { startFloor, startRelayWithTabs } from './servers.ts'
import { PICTURE_BYTES } from './sizes.ts'

/** Megabytes of picture per second, from the tab to a client, by way of one server. */
export interface Transfer {
  readonly ours: number
  readonly binary: number
  readonly base64: number
}

/** Pictures at the same time; also the number of tabs. */
const AT_ONCE = 4

/** Pictures of 1.5 MB: through the relay, which keeps them on disk on the way, and through servers that do not. */
export async function measureTransfer(seconds: number, rounds: number): Promise<readonly Transfer[]> {
  const floor = await startFloor(AT_ONCE)
  const relay = await startRelayWithTabs('memory', 'picture', AT_ONCE)
  const megabytes = async (url: string, serverPid: number) => {
    const headers = { Accept: 'image/png' }
    const { perSecond, failed } = await load({ url, serverPid, headers, connections: AT_ONCE, seconds })
    if (failed > 0) throw new Error(`${url}: ${failed} requests failed`)
    return (perSecond * PICTURE_BYTES) / 1e6
  }
  try {
    const all: Transfer[] = []
    for (let round = 0; round < rounds; round++) {
      const binary = await megabytes(`${floor.url}/binary`, floor.pid)
      const ours = await megabytes(`${relay.url}/v1/engine/generate/`, relay.pid)
      const base64 = await megabytes(`${floor.url}/base64`, floor.pid)
      all.push({ ours, binary, base64 })
    }
    return all
  } finally {
    await relay.stop()
    await floor.stop()
  }
}
