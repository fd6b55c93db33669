import { opendir, lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { isPictureName } from './file-names.ts'
import { openFolder } from './folder.ts'
import { onDisk, systemCode } from './storage-error.ts'

/** How much results may take up, and for how long they stay. */
export interface DiskBudgetParts {
  /** Folder of results; made where it is missing. */
  readonly outputs: string
  /** Null for no limit. */
  readonly maxBytes: number | null
  /** Pictures older than this go even when there is room. Null for no limit. */
  readonly maxAgeMs: number | null
  /** Milliseconds since 1970; the clock of the files' dates unless told otherwise. */
  readonly now?: () => number
  /** Asked before a picture goes; pictures of jobs that have not ended stay. Without it age alone counts. */
  readonly hasEnded?: (file: string) => boolean | Promise<boolean>
  /** Told what has gone, names as in StoredPicture. */
  readonly onRemove: (files: readonly string[]) => void | Promise<void>
}

/** What a look at the folder came to, in bytes. */
export interface TrimResult {
  readonly removed: number
  readonly freedBytes: number
  /** What is still there; above the limit when all of it is young or in use. */
  readonly usedBytes: number
}

/** Keeps the folder of results within its limits. */
export interface DiskBudget {
  /** Walks the folder; removes the oldest pictures where it must. A second call while one runs gets its result. */
  trim(): Promise<TrimResult>
  /** Walks the folder: a few milliseconds per thousand pictures. */
  usedBytes(): Promise<number>
}

/** A picture that nobody had time to fetch is never removed, however full the disk is. */
const YOUNG_MS = 3_600_000

interface Entry {
  readonly file: string
  readonly bytes: number
  readonly modifiedAt: number
}

/** @throws AppError `storage_unavailable`, here and in both methods */
export function createDiskBudget(parts: DiskBudgetParts): DiskBudget {
  const { outputs, maxBytes, maxAgeMs, now = Date.now, hasEnded = () => true, onRemove } = parts
  const folder = openFolder(outputs)
  let running: Promise<TrimResult> | null = null

  async function trim(): Promise<TrimResult> {
    const entries = await listPictures(folder.root)
    entries.sort((one, other) => one.modifiedAt - other.modifiedAt)
    let used = sumBytes(entries)
    const before = used
    const removed: string[] = []
    const at = now()
    for (const { file, bytes, modifiedAt } of entries) {
      const age = at - modifiedAt
      const isTooOld = maxAgeMs !== null && age > maxAgeMs
      const isTooMuch = maxBytes !== null && used > maxBytes
      // The others are younger still.
      if (age < YOUNG_MS || (!isTooOld && !isTooMuch)) break
      if (!(await hasEnded(file))) continue
      await folder.remove(file)
      used -= bytes
      removed.push(file)
    }
    if (removed.length > 0) await onRemove(removed)
    return { removed: removed.length, freedBytes: before - used, usedBytes: used }
  }

  return {
    trim() {
      running ??= onDisk(trim).finally(() => {
        running = null
      })
      return running
    },
    usedBytes: () => onDisk(async () => sumBytes(await listPictures(folder.root))),
  }
}

/** All pictures below a folder; links and what a person put there under other names are left alone. */
async function listPictures(root: string): Promise<Entry[]> {
  const entries: Entry[] = []
  const waiting = ['']
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const listing = await opendir(join(root, folder)).catch(goneIsNull)
    if (!listing) continue
    for await (const entry of listing) {
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory() && !entry.name.startsWith('.')) waiting.push(file)
      if (!entry.isFile() || !isPictureName(file)) continue
      const facts = await lstat(join(root, file)).catch(goneIsNull)
      if (facts) entries.push({ file, bytes: facts.size, modifiedAt: facts.mtimeMs })
    }
  }
  return entries
}

const sumBytes = (entries: readonly Entry[]) => entries.reduce((sum, { bytes }) => sum + bytes, 0)

function goneIsNull(error: unknown): null {
  if (systemCode(error) === 'ENOENT') return null
  throw error
}
