/** Made-up tabs in a process of their own: `tabs.js noop|echo <address> <count>`. Prints a line when all are there. */
import { WebSocket } from 'ws'
import { startFakeTab } from '../../../relay/testing/fake-tab.ts'

const [kind = '', url = '', count = '1'] = process.argv.slice(2)

/** Answers each message of the floor with its number. */
const startEcho = () =>
  new Promise<void>((resolve, reject) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), { perMessageDeflate: false })
    socket.on('error', reject)
    socket.on('open', () => resolve())
    socket.on('message', (data: Buffer) => {
      const { id } = JSON.parse(data.toString()) as { id: number }
      socket.send(`{"id":${id}}`)
    })
  })

await Promise.all(
  Array.from({ length: Number(count) }, () =>
    kind === 'echo' ? startEcho() : startFakeTab({ url, noop: true, slots: 4 }),
  ),
)
console.log('ready')
