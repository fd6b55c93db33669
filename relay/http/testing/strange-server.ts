import { createServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** A server of a test's own. */
export interface StrangeServer {
  /** `http://127.0.0.1:12345`, without a slash at the end. */
  readonly base: string
  readonly port: number
  close(): Promise<void>
}

/** Answers over real HTTP. */
export function serveHttp(listener: RequestListener): Promise<StrangeServer> {
  return listen(createServer(listener))
}

/** Speaks whatever it likes over real TCP. */
export function serveTcp(listener: (socket: Socket) => void): Promise<StrangeServer> {
  return listen(createTcpServer(listener))
}

async function listen(server: Server): Promise<StrangeServer> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    // Clients go away in the middle of an answer; that is what is tested.
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    base: `http://127.0.0.1:${port}`,
    port,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
