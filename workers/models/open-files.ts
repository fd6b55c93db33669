import { AppError } from '../../contract/errors.ts'
import type { FileRole, ModelEntry } from '../../contract/manifest.ts'
import type { LoadHow } from './ports.ts'

/** Opens a file of a model, fetching and verifying what is missing. What it gives stays readable. */
export type OpenModelFile = (
  model: ModelEntry,
  role: FileRole,
  how: {
    readonly signal: AbortSignal
    readonly onProgress: (progress: { readonly loadedBytes: number; readonly totalBytes: number }) => void
  },
) => Promise<Blob>

/** Files of a model that were opened. */
export interface OpenFiles {
  /** @throws AppError `model_corrupt` when the model lists no such file; `internal` when it was not opened */
  get(role: FileRole): Blob
}

/**
 * Opens files of a model together, so that the wait for one is not the wait for all; progress counts all of them.
 *
 * @param wanted those that the model does not list are left out
 * @throws Cancelled; what `openFile` throws
 */
export async function openFiles(
  entry: ModelEntry,
  wanted: readonly FileRole[],
  openFile: OpenModelFile,
  { signal, onActivity }: LoadHow,
): Promise<OpenFiles> {
  const listed = entry.files.filter((file) => wanted.includes(file.role))
  const totalBytes = listed.reduce((sum, file) => sum + file.bytes, 0)
  const loaded = new Map<FileRole, number>()
  // One failed file ends the wait for the others, and their news.
  const failed = new AbortController()
  const either = AbortSignal.any([signal, failed.signal])
  const opened = listed.map(async ({ role }): Promise<[FileRole, Blob]> => {
    const onProgress = ({ loadedBytes }: { readonly loadedBytes: number }) => {
      if (either.aborted) return
      loaded.set(role, loadedBytes)
      const sum = [...loaded.values()].reduce((all, bytes) => all + bytes, 0)
      onActivity({ kind: 'download', model: entry.name, loadedBytes: sum, totalBytes })
    }
    return [role, await openFile(entry, role, { signal: either, onProgress })]
  })
  const files = new Map(
    await Promise.all(opened).catch((error: unknown) => {
      failed.abort()
      throw error
    }),
  )
  return {
    get: (role) => {
      const file = files.get(role)
      if (file) return file
      if (hasFile(entry, role)) throw new AppError('internal', `the model's ${role} was not opened`)
      throw new AppError('model_corrupt', `the model lists no ${role}`, { model: entry.name })
    },
  }
}

/** Whether a model lists a file. */
export function hasFile(entry: ModelEntry, role: FileRole): boolean {
  return entry.files.some((file) => file.role === role)
}

/** Fetches what a model has besides the files that its first picture needs. Whoever needs one later waits for it. */
export function fetchRest(entry: ModelEntry, wanted: readonly FileRole[], openFile: OpenModelFile): void {
  const how = { signal: new AbortController().signal, onProgress: () => undefined }
  const rest = entry.files.filter((file) => !wanted.includes(file.role))
  // A failure is told by the storage itself, and again by whoever needs the file.
  void Promise.allSettled(rest.map(({ role }) => openFile(entry, role, how)))
}
