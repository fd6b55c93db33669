/** Made-up tabs in a process of their own: `tabs.js <kind> <address> <count>`. Prints a line when all are there. */
import { randomBytes } from 'node:crypto'
import { WebSocket } from 'ws'
import { startFakeTab } from '../../../relay/testing/fake-tab.ts'
import { PICTURE_BYTES } from '../sizes.ts'
import { startPictureTab } from './picture-tab.ts'
import { startSteppingTab } from './stepping-tab.ts'

const [kind = '', url = '', count = '1'] = process.argv.slice(2)
const CHUNK_BYTES = 256 * 1024

/** The floor's tab: answers with the number of the message, and with a picture where one is asked for. */
const startEcho = () =>
  new Promise<void>((resolve, reject) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), { perMessageDeflate: false })
    const picture = randomBytes(PICTURE_BYTES)
    socket.on('error', reject)
    socket.on('open', () => resolve())
    socket.on('message', (data: Buffer) => {
      const asked = JSON.parse(data.toString()) as { readonly id: number; readonly kind: string }
      const { id } = asked
      if (asked.kind === 'base64') {
        return socket.send(JSON.stringify({ id, image: picture.toString('base64') }))
      }
      if (asked.kind === 'binary') {
        for (let from = 0; from < picture.length; from += CHUNK_BYTES) {
          const head = Buffer.alloc(4)
          head.writeUInt32BE(id)
          socket.send(Buffer.concat([head, picture.subarray(from, from + CHUNK_BYTES)]))
        }
      }
      socket.send(`{"id":${id}}`)
    })
  })

const start = (): Promise<unknown> => {
  switch (kind) {
    case 'echo':
      return startEcho()
    case 'noop':
      return startFakeTab({ url, noop: true, slots: 4 })
    case 'picture':
      return startPictureTab(url)
    case 'stepping':
      return startSteppingTab(url)
    default:
      throw new Error(`there is no tab of the kind "${kind}"`)
  }
}

// One after another: two thousand at once are an attack.
for (let started = 0; started < Number(count); started++) await start()
console.log('ready')
