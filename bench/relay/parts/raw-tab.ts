import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import {
  PROTOCOL_VERSION,
  SUBPROTOCOL,
  type RelayMessage,
  type TabMessage,
} from '../../../contract/protocol/messages.ts'
import { FAKE_CAPABILITIES, fetchTicket, type JobMessage } from '../../../relay/testing/fake-tab.ts'

/** A tab that says what it is told to say. */
export interface RawTab {
  say(message: TabMessage): void
  /** Resolves once the bytes have left this process. */
  send(bytes: Uint8Array): Promise<void>
}

/** Who hears the relay. */
export interface RawTabEars {
  job(job: JobMessage, tab: RawTab): void
  credit?(bytes: number): void
}

/** Connects, says hello and trusts the relay: nothing it says is checked. Heartbeats go on until the process ends. */
export async function startRawTab(url: string, slots: number, ears: RawTabEars): Promise<void> {
  const { ticket, wsUrl } = await fetchTicket({ url })
  const socket = new WebSocket(wsUrl, [SUBPROTOCOL, `ticket.${ticket}`], {
    origin: url,
    perMessageDeflate: false,
  })
  const tab: RawTab = {
    say: (message) => socket.send(JSON.stringify(message)),
    send: (bytes) =>
      new Promise((resolve, reject) => socket.send(bytes, (error) => (error ? reject(error) : resolve()))),
  }
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as RelayMessage
      if (message.t === 'welcome') {
        setInterval(() => tab.say({ t: 'hb', jobs: [], queueMs: 0 }), message.heartbeatMs)
        resolve()
      }
      if (message.t === 'job') ears.job(message, tab)
      if (message.t === 'credit') ears.credit?.(message.bytes)
    })
    socket.on('open', () =>
      tab.say({
        t: 'hello',
        v: PROTOCOL_VERSION,
        app: 'bench',
        instance: randomUUID(),
        slots,
        capabilities: FAKE_CAPABILITIES,
        jobs: [],
      }),
    )
  })
}
