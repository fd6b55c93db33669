import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { startNode, type Running } from './processes.ts'

/** A server with its tabs. */
export interface Served {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

const PARTS = resolve('node_modules/.cache/bench-relay')

/** Builds what runs beside the relay as the relay itself is built: neither side is measured with a development tool. */
export async function buildParts(): Promise<void> {
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node20',
      outDir: PARTS,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: { floor: 'bench/relay/parts/floor-server.ts', tabs: 'bench/relay/parts/tabs.ts' },
        output: { entryFileNames: '[name].js' },
      },
    },
  })
}

/** Starts tabs in a process of their own. */
export async function startTabs(kind: string, url: string, count: number): Promise<Running> {
  const tabs = startNode('others', [join(PARTS, 'tabs.js'), kind, url, String(count)])
  await tabs.printed(/ready/)
  return tabs
}

/** The server that knows nothing of jobs, with the same number of tabs. */
export async function startFloor(tabs: number): Promise<Served> {
  const server = startNode('server', [join(PARTS, 'floor.js')])
  const url = await server.printed(/http:\/\/\S+/)
  const its = await startTabs('echo', url, tabs)
  return { url, pid: server.pid, stop: () => stopAll([its, server]) }
}

/** How the relay keeps its jobs. */
export type Keeping = 'memory' | 'durable'

/** The built relay in an empty folder; logs only what is wrong, as the others log nothing. */
export function startRelay(keeping: Keeping): Running & { readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'fooocus-tab-bench-'))
  const where = keeping === 'memory' ? ['--memory-only', '--output-path', folder] : ['--data-path', folder]
  const relay = startNode('server', ['dist/relay/main.cjs', '--port', '0', '--log-level', 'warn', ...where])
  const stop = async () => {
    await relay.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...relay, folder, stop }
}

/** The relay with tabs of one kind. */
export async function startRelayWithTabs(
  keeping: Keeping,
  kind: string,
  count: number,
): Promise<Served & { readonly tabs: Running }> {
  const relay = startRelay(keeping)
  const url = await relay.printed(/http:\/\/127\.0\.0\.1:\d+/)
  const tabs = await startTabs(kind, url, count)
  return { url, pid: relay.pid, tabs, stop: () => stopAll([tabs, relay]) }
}

async function stopAll(all: readonly Running[]): Promise<void> {
  for (const one of all) await one.stop()
}
