/**
 * What the relay is measured against: the same HTTP library and the same reading of the same body, with nothing behind
 * it (`/bare`), or with one round trip to a tab over a WebSocket and no notion of a job (`/floor`). `/binary` and
 * `/base64` answer with a picture that the tab sends as bytes, or as text inside JSON.
 */
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { WebSocketServer, type WebSocket } from 'ws'
import { z } from '../../../contract/zod.ts'
import { registerJsonBody } from '../../../relay/http/json.ts'

const Body = z.object({ prompt: z.string(), image_number: z.int().default(1) })

const app = Fastify({ logger: false })
registerJsonBody(app)
const tabs: WebSocket[] = []
const pending = new Map<number, { parts: Buffer[]; settle: (data: unknown) => void }>()
let lastId = 0

/** One round trip. */
const askTab = (request: FastifyRequest, reply: FastifyReply, kind: string) =>
  new Promise<unknown>((resolve) => {
    const id = (lastId += 1)
    const tab = tabs[id % tabs.length]
    if (!tab) return resolve(reply.code(503).send({}))
    pending.set(id, { parts: [], settle: resolve })
    tab.send(JSON.stringify({ id, kind, request: request.body }))
  })

app.post('/bare', (request, reply) => reply.send(Body.parse(request.body)))
app.post('/floor', async (request, reply) => {
  await askTab(request, reply, 'nothing')
  return reply.send({ id: request.id })
})
app.post('/binary', async (request, reply) => {
  const parts = await askTab(request, reply, 'binary')
  return reply.type('image/png').send(Buffer.concat(parts as Buffer[]))
})
app.post('/base64', async (request, reply) => reply.send(await askTab(request, reply, 'base64')))

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
app.server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (tab) => {
    tabs.push(tab)
    tab.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) return void pending.get(data.readUInt32BE())?.parts.push(data.subarray(4))
      const message = JSON.parse(data.toString()) as { readonly id: number; readonly image?: string }
      const asked = pending.get(message.id)
      pending.delete(message.id)
      asked?.settle(message.image === undefined ? asked.parts : message)
    })
  })
})
await app.listen({ host: '127.0.0.1', port: 0 })
console.log(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`)
