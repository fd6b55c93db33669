import { AppError, toErrorData, type ErrorData } from '../../../contract/errors.ts'
import type { ImportedPicture, PictureLibrary } from '../../../contract/picture-library.ts'
import { readZip, ZIP_LIMITS } from './read-zip.ts'
import { recordOfFile, type ImportGround } from './record-of-file.ts'

/** What came of an import. */
export interface ImportReport {
  readonly added: number
  /** Were here already, and were left alone. */
  readonly known: number
  readonly failed: number
  /** Of the first failure. */
  readonly error: ErrorData | null
}

/** What an import works with. */
export interface ImportParts {
  readonly library: Pick<PictureLibrary, 'add'>
  readonly ground: ImportGround
  readonly onDone: (count: number, of: number) => void
  readonly signal: AbortSignal
}

/** One picture to be read when its turn comes. */
interface Source {
  readonly bytes: number
  readonly madeAt: number
  readonly told: unknown
  readonly read: () => Promise<Blob>
}

const AT_ONCE = 16
const ZIP_NAME = /\.zip$/iu

/**
 * Brings zips and picture files into the gallery. A picture that cannot be read is counted and left out; a full disk
 * ends it, and what came in before stays.
 */
export async function importFiles(files: readonly File[], parts: ImportParts): Promise<ImportReport> {
  const { library, ground, onDone, signal } = parts
  let report: ImportReport = { added: 0, known: 0, failed: 0, error: null }
  const fail = (error: ErrorData) => {
    report = { ...report, failed: report.failed + 1, error: report.error ?? error }
  }
  const sources: Source[] = []
  for (const file of files) {
    try {
      sources.push(...(await sourcesOf(file)))
    } catch (thrown) {
      fail(toErrorData(thrown))
    }
  }
  for (let at = 0; at < sources.length && !signal.aborted; at += AT_ONCE) {
    const batch: ImportedPicture[] = []
    for (const source of sources.slice(at, at + AT_ONCE)) {
      try {
        batch.push(await readSource(source, ground))
      } catch (thrown) {
        fail(toErrorData(thrown))
      }
    }
    for (const outcome of await library.add(batch)) {
      if (outcome.outcome === 'failed') fail(outcome.error)
      else report = { ...report, [outcome.outcome]: report[outcome.outcome] + 1 }
    }
    onDone(Math.min(at + AT_ONCE, sources.length), sources.length)
    // Every further picture would fail in the same way.
    if (report.error?.code === 'storage_full' || report.error?.code === 'storage_unavailable') break
  }
  return report
}

async function sourcesOf(file: File): Promise<readonly Source[]> {
  if (!ZIP_NAME.test(file.name) && file.type !== 'application/zip') {
    return [
      { bytes: file.size, madeAt: file.lastModified, told: undefined, read: () => Promise.resolve(file) },
    ]
  }
  const { pictures, records } = await readZip(file)
  return [...pictures].map(([name, entry]) => ({
    bytes: entry.size,
    madeAt: entry.lastModDate.getTime(),
    told: records.get(name),
    read: () => entry.blob(),
  }))
}

async function readSource(
  { bytes, madeAt, told, read }: Source,
  ground: ImportGround,
): Promise<ImportedPicture> {
  if (bytes > ZIP_LIMITS.pictureBytes) {
    throw new AppError('payload_too_large', `a picture of ${bytes} bytes`, { reason: 'too_large' })
  }
  const file = new Uint8Array(
    await (
      await read().catch((thrown: unknown) => {
        throw new AppError('invalid_file', 'a picture in the zip is damaged', { reason: 'damaged' }, thrown)
      })
    ).arrayBuffer(),
  )
  const record = await recordOfFile(file, told, { ground, madeAt })
  return { record, file: new Blob([file], { type: record.mime }) }
}
