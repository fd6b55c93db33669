import type { AddressInfo } from 'node:net'
import { ConfigError, readConfig, type RelayConfig } from './config.ts'
import { createRelay, type Relay } from './server.ts'

try {
  await serve(readConfig(process.argv.slice(2), process.env))
} catch (error) {
  console.error(sentenceFor(error))
  process.exitCode = 1
}

async function serve(config: RelayConfig): Promise<void> {
  const app = await createRelay(config)
  try {
    await app.listen({ host: config.host, port: config.port })
  } catch (error) {
    await app.close()
    throw error
  }
  const { port } = app.server.address() as AddressInfo
  console.log(`Fooocus Tab is at ${addressFor(config.host, port)}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop(app, config.shutdownMs))
}

/** Takes no new requests, lets the running ones end, and after a while ends them. */
async function stop(app: Relay, shutdownMs: number): Promise<void> {
  const impatient = setTimeout(() => app.server.closeAllConnections(), shutdownMs)
  await app.close()
  clearTimeout(impatient)
}

function addressFor(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}

function sentenceFor(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  if (!(error instanceof Error)) return String(error)
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string }
  const noAddress = `This machine has no address ${address ?? 'of that name'}. Choose another with --listen <address>.`
  const sentences: Partial<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is taken by another program. Stop it, or choose another with --port <number>.`,
    EACCES: `Port ${port} is not open to this user. Choose one above 1023 with --port <number>.`,
    EADDRNOTAVAIL: noAddress,
    ENOTFOUND: noAddress,
  }
  return sentences[code ?? ''] ?? error.stack ?? error.message
}
