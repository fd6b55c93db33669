/**
 * What the relay is measured against: the same HTTP library and the same reading of the same body, with nothing behind
 * it (`/bare`), or with one round trip to a tab over a WebSocket and no notion of a job (`/floor`).
 */
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { WebSocket, WebSocketServer } from 'ws'
import { z } from '../../../contract/zod.ts'
import { registerJsonBody } from '../../../relay/http/json.ts'

const Body = z.object({ prompt: z.string(), image_number: z.int().default(1) })

const app = Fastify({ logger: false })
registerJsonBody(app)
const tabs: WebSocket[] = []
const pending = new Map<number, (text: string) => void>()
let lastId = 0
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })

app.post('/bare', (request, reply) => reply.send(Body.parse(request.body)))
app.post(
  '/floor',
  (request, reply) =>
    new Promise((resolve) => {
      const id = (lastId += 1)
      const tab = tabs[id % tabs.length]
      if (!tab) return resolve(reply.code(503).send({}))
      pending.set(id, () => resolve(reply.send({ id })))
      tab.send(JSON.stringify({ id, request: request.body }))
    }),
)
app.server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (tab) => {
    tabs.push(tab)
    tab.on('message', (data: Buffer) => {
      const { id } = JSON.parse(data.toString()) as { id: number }
      const answer = pending.get(id)
      pending.delete(id)
      answer?.('')
    })
  })
})
await app.listen({ host: '127.0.0.1', port: 0 })
console.log(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`)
