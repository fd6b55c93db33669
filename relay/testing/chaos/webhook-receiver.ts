import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What came in under one `webhook-id`. */
export interface Received {
  readonly taskId: string
  readonly status: string
  /** Each different body once. */
  readonly bodies: Set<string>
  times: number
}

/** Somebody who is told of ended jobs. */
export interface WebhookReceiver {
  readonly url: string
  readonly received: ReadonlyMap<string, Received>
  close(): Promise<void>
}

/** @param fails whether an attempt is answered with a failure, which makes it come again */
export async function startWebhookReceiver(fails: () => boolean): Promise<WebhookReceiver> {
  const received = new Map<string, Received>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('error', () => undefined)
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const id = String(request.headers['webhook-id'])
      const { task_id: taskId, task_status: status } = JSON.parse(body) as Record<string, string>
      const one = received.get(id) ?? { taskId: taskId!, status: status!, bodies: new Set(), times: 0 }
      received.set(id, one)
      one.bodies.add(body)
      one.times += 1
      response.writeHead(fails() ? 500 : 204).end()
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
