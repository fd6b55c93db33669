import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKeyring } from '../../http/keyring.ts'
import { makeBuiltPage } from '../built-page.ts'
import { buildRelay } from '../chaos/build-relay.ts'
import { createRelayChild, freePort } from '../chaos/relay-child.ts'

/** Part of every secret that is sent; in no log may it stand. */
export const MARKER = 'planted-5ec2e7'

/** Secrets of which the relay knows. */
export interface Secrets {
  readonly apikey: string
  readonly pairing: string
}

/** A relay to be maltreated. */
export interface FuzzRelay {
  readonly url: string
  readonly port: number
  readonly secrets: Secrets
  isAlive(): Promise<boolean>
  /** Ends that nobody asked for. */
  crashes(): number
  /** Memory that the process holds. */
  residentBytes(): number
  /** Everything it has logged. */
  log(): string
  remove(): Promise<void>
}

/**
 * Starts the relay as a process of its own, with a key, a pairing, and a log that leaves nothing out.
 *
 * @param keep its folder, the log in it, stays
 */
export async function startFuzzRelay({ keep = false } = {}): Promise<FuzzRelay> {
  const folder = mkdtempSync(join(tmpdir(), 'relay-fuzz-'))
  const page = makeBuiltPage()
  const built = await buildRelay()
  const dataPath = join(folder, 'data')
  mkdirSync(dataPath)
  const apikey = `${MARKER}-key-${Math.random().toString(36).slice(2)}`
  const pairing = pair(join(dataPath, 'keys.json'))
  const port = await freePort()
  const logFile = join(folder, 'relay.log')
  const child = createRelayChild({
    script: built.script,
    webRoot: page.root,
    port,
    logFile,
    flags: [
      ...['--data-path', dataPath, '--apikey', apikey, '--rate-limit', '1000000', '--no-tab-wait', '1'],
      ...['--log-level', 'trace', '--log-format', 'json'],
    ],
  })
  await child.start()
  const url = child.address
  return {
    url,
    port,
    secrets: { apikey, pairing },
    isAlive: async () => {
      const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) }).catch(() => null)
      return answer?.status === 200
    },
    crashes: child.crashes,
    residentBytes: () => {
      const text = execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid())]).toString()
      return Number(text) * 1024
    },
    log: () => readFileSync(logFile, 'utf8'),
    remove: async () => {
      await child.kill()
      built.remove()
      page.remove()
      if (!keep) rmSync(folder, { recursive: true, force: true })
    },
  }
}

function pair(file: string): string {
  const keyring = createKeyring({
    file,
    apikey: '',
    isPublic: false,
    now: Date.now,
    onProblem: () => undefined,
  })
  const token = keyring.addPairing({ name: 'fuzz', models: null, slots: 4, expiresAt: null })
  keyring.close()
  return token
}
