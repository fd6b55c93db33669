import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'

/** How a relay process is run. */
export interface ChildOptions {
  readonly script: string
  /** Folder of the page. */
  readonly webRoot: string
  readonly port: number
  readonly flags: readonly string[]
  /** Its output is added to this file. */
  readonly logFile: string
}

/** A relay process that may be killed and started again on the same data. */
export interface RelayChild {
  readonly address: string
  /** Null while it does not run. */
  pid(): number | null
  /** Starts it and waits until it answers. @throws Error when it ends instead, or takes longer than a minute */
  start(): Promise<void>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Asks it to end. */
  stop(): Promise<void>
  /** Holds it as it is, and lets it go on. */
  freeze(): void
  thaw(): void
  /** How often it ended although it ran well and nobody asked for it. */
  crashes(): number
  /** How often it ended before it answered. */
  failedStarts(): number
}

const PATIENCE_MS = 60_000

/** Does not start it yet. */
export function createRelayChild(options: ChildOptions): RelayChild {
  const address = `http://127.0.0.1:${options.port}`
  let child: ChildProcess | null = null
  let isUp = false
  let crashes = 0
  let failedStarts = 0

  const end = async (signal: NodeJS.Signals) => {
    const one = child
    child = null
    if (!one || one.exitCode !== null || one.signalCode !== null) return
    const closed = once(one, 'close')
    one.kill(signal)
    if (signal !== 'SIGKILL') one.kill('SIGCONT')
    await closed
  }

  const begin = (): ChildProcess => {
    const log = openSync(options.logFile, 'a')
    const { script, webRoot, port, flags } = options
    const begun = spawn(process.execPath, [script, webRoot, '--port', String(port), ...flags], {
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    begun.on('exit', () => {
      if (child !== begun) return
      child = null
      if (isUp) crashes += 1
      else failedStarts += 1
    })
    return begun
  }

  return {
    address,
    pid: () => child?.pid ?? null,
    start: async () => {
      isUp = false
      const begun = (child = begin())
      const until = Date.now() + PATIENCE_MS
      while (!(await isWell(address))) {
        if (child !== begun) throw new Error(`the relay ended at its start; see ${options.logFile}`)
        if (Date.now() > until) throw new Error(`nothing answers at ${address}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      isUp = true
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    crashes: () => crashes,
    failedStarts: () => failedStarts,
  }
}

/** A port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

function isWell(address: string): Promise<boolean> {
  return fetch(`${address}/health`, { signal: AbortSignal.timeout(1_000) }).then(
    async (answer) => {
      await answer.arrayBuffer()
      return answer.ok
    },
    () => false,
  )
}
