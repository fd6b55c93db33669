import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { App } from './http/app.ts'
import { createServer } from './server.ts'

const servers: App[] = []
afterEach(async () => {
  for (const one of servers.splice(0)) await one.close()
})

/** Everything that comes back for these bytes. */
async function answerTo(bytes: string): Promise<string> {
  const server = await createServer({ webRoot: '/nowhere', trustProxy: false })
  servers.push(server)
  await server.listen({ host: '127.0.0.1', port: 0 })
  return new Promise((resolve, reject) => {
    const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1')
    let text = ''
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
    socket.write(bytes)
  })
}

describe('what is no HTTP request', () => {
  it('is answered like every failure, and the connection ends', async () => {
    const text = await answerTo('HELLO\r\n\r\n')
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/json/)
    expect(JSON.parse(text.split('\r\n\r\n')[1]!)).toEqual({
      detail: 'This is not an HTTP request that can be read.',
      code: 'invalid_request',
    })
  })

  it('is told apart where its headers are too long', async () => {
    const text = await answerTo(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`)
    expect(text).toMatch(/^HTTP\/1\.1 431 /)
    expect(text).toContain('"code":"invalid_request"')
  })
})
