import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** A process of a measurement. */
export interface Running {
  readonly pid: number
  /** What it has printed. */
  output(): string
  /** Resolves with the first match of what it prints. @throws Error when it ends before, or prints no such thing in time */
  printed(pattern: RegExp, timeoutMs?: number): Promise<string>
  stop(): Promise<void>
}

/** Where a process runs: server and generator must not share a core where there are two. */
export type Place = 'server' | 'others'

const CAN_PIN = existsSync('/proc/cpuinfo') && spawnSync('taskset', ['--version']).status === 0
const CORES: Readonly<Record<Place, string>> = { server: '0', others: '1' }

/** A command that runs at its place, where the machine has the means for it. */
export function placed(place: Place, command: readonly string[]): readonly string[] {
  return CAN_PIN ? ['taskset', '-c', CORES[place], ...command] : command
}

/** Starts a Node process. */
export function startNode(
  place: Place,
  args: readonly string[],
  { cwd = process.cwd(), env = {} }: { readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Running {
  const [command, ...rest] = placed(place, [process.execPath, ...args])
  const child: ChildProcess = spawn(command!, rest, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const listeners = new Set<() => void>()
  const hear = (data: Buffer) => {
    text += data.toString()
    for (const listener of listeners) listener()
  }
  child.stdout!.on('data', hear)
  child.stderr!.on('data', hear)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    pid: child.pid!,
    output: () => text,
    printed: (pattern, timeoutMs = 20_000) =>
      new Promise((resolve, reject) => {
        const fail = () =>
          reject(new Error(`${args.join(' ')} did not print ${pattern}: ${text.slice(-500)}`))
        const timer = setTimeout(fail, timeoutMs)
        const look = () => {
          const found = pattern.exec(text)
          if (!found) return
          clearTimeout(timer)
          listeners.delete(look)
          resolve(found[1] ?? found[0])
        }
        listeners.add(look)
        void ended.then(fail)
        look()
      }),
    stop: async () => {
      child.kill('SIGTERM')
      const impatient = setTimeout(() => child.kill('SIGKILL'), 8_000)
      await ended
      clearTimeout(impatient)
    },
  }
}

const TICKS_PER_SECOND = 100

/** Processor time that a process has used so far, in microseconds; NaN where the system does not tell. */
export function cpuMicrosOf(pid: number): number {
  try {
    // The name stands in brackets and may hold anything; the numbers follow the last one.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1e6
  } catch {
    return Number.NaN
  }
}

/** Resident memory of a process in bytes; NaN where the system does not tell. */
export function residentBytesOf(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
  } catch {
    return Number.NaN
  }
}
