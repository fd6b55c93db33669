import { readdirSync, readFileSync } from 'node:fs'

/** One process, from /proc. */
interface ProcessRow {
  readonly pid: number
  readonly parent: number
  readonly group: number
  /** Resident memory in pages. */
  readonly pages: number
}

/** Linux pages are 4 KiB on every machine that Chromium is built for, but for some ARM ones, where this undercounts. */
const PAGE_BYTES = 4096

/**
 * A process, everything it started, and everything in its process group.
 *
 * @returns their ids; only the root itself where the system has no /proc
 */
export function processTree(root: number): number[] {
  return membersOf(root, processRows()).map(({ pid }) => pid)
}

/**
 * Resident memory of a process tree in bytes. Memory that processes share counts for each of them, so this is an upper
 * bound.
 *
 * @returns 0 where the system has no /proc
 */
export function treeBytes(root: number): number {
  return membersOf(root, processRows()).reduce((sum, { pages }) => sum + pages * PAGE_BYTES, 0)
}

/**
 * Processes that were started with an argument, such as a browser on a profile. Children of such a process are not
 * looked for here: what ends the one ends the others.
 *
 * @returns none where the system has no /proc
 */
export function processesWith(argument: string): number[] {
  return processRows()
    .map(({ pid }) => pid)
    .filter((pid) => pid !== process.pid && argumentsOf(pid).includes(argument))
}

function argumentsOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return [] // It ended while we looked.
  }
}

function membersOf(root: number, rows: readonly ProcessRow[]): ProcessRow[] {
  const found = new Map<number, ProcessRow>()
  const isMember = ({ pid, parent, group }: ProcessRow) => pid === root || group === root || found.has(parent)
  for (let before = -1; before !== found.size;) {
    before = found.size
    for (const row of rows) if (!found.has(row.pid) && isMember(row)) found.set(row.pid, row)
  }
  return [...found.values()]
}

function processRows(): ProcessRow[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => readRow(Number(name)) ?? [])
  } catch {
    // No /proc: macOS and Windows.
    return []
  }
}

function readRow(pid: number): ProcessRow | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name stands in brackets and may hold any character, brackets too.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, parent, group] = fields
    if (state === 'Z') return null
    return { pid, parent: Number(parent), group: Number(group), pages: Number(fields[21] ?? 0) }
  } catch {
    // It ended while we looked.
    return null
  }
}
