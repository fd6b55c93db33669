import { unzip, type ZipEntry } from 'unzipit'
import { AppError } from '../../../contract/errors.ts'
import { parseWithBytes } from './bytes-in-json.ts'
import { RECORDS_FILE, ZIP_FORMAT, ZIP_VERSION } from './zip-of-pictures.ts'

/** What a zip has for the gallery. */
export interface PictureZip {
  /** Picture files by their names, in the order of the zip. */
  readonly pictures: ReadonlyMap<string, ZipEntry>
  /** Unchecked records by file name; empty for a zip of plain pictures. */
  readonly records: ReadonlyMap<string, unknown>
}

const MB = 1_000_000
/** Limits for what a stranger's zip may unpack to. */
export const ZIP_LIMITS = {
  entries: 50_000,
  pictureBytes: 100 * MB,
  recordsBytes: 500 * MB,
  /** Pictures hardly shrink in a zip: one that unpacks to many times its size is no zip of pictures. */
  growth: 20,
  spareBytes: 64 * MB,
} as const

const PICTURE = /\.(?:png|jpe?g|webp)$/iu

/**
 * Opens a zip; its pictures are read later, one by one.
 *
 * @throws invalid_file with a `reason`: `not_a_zip`, `no_pictures`, `records`; payload_too_large
 */
export async function readZip(file: Blob): Promise<PictureZip> {
  const { entries } = await unzip(file).catch((thrown: unknown) => {
    throw new AppError(
      'invalid_file',
      `the zip cannot be read: ${String(thrown)}`,
      { reason: 'not_a_zip' },
      thrown,
    )
  })
  const all = Object.values(entries).filter(({ isDirectory, encrypted }) => !isDirectory && !encrypted)
  guardSize(all, file.size)
  const pictures = all.filter(({ name }) => PICTURE.test(name) && !name.startsWith('__MACOSX/'))
  if (pictures.length === 0) {
    throw new AppError('invalid_file', 'the zip has no pictures', { reason: 'no_pictures' })
  }
  const list = all.find(({ name }) => baseName(name) === RECORDS_FILE)
  return {
    pictures: new Map(pictures.map((entry) => [baseName(entry.name), entry])),
    records: list ? await readRecords(list) : new Map(),
  }
}

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1)

function guardSize(entries: readonly ZipEntry[], zipBytes: number): void {
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  const isTooMany = entries.length > ZIP_LIMITS.entries
  if (isTooMany || total > zipBytes * ZIP_LIMITS.growth + ZIP_LIMITS.spareBytes) {
    throw new AppError('payload_too_large', `the zip unpacks to ${entries.length} files, ${total} bytes`, {
      reason: 'too_large',
    })
  }
}

async function readRecords(entry: ZipEntry): Promise<ReadonlyMap<string, unknown>> {
  if (entry.size > ZIP_LIMITS.recordsBytes) {
    throw new AppError('payload_too_large', `${entry.name} has ${entry.size} bytes`, { reason: 'too_large' })
  }
  const damaged = (thrown?: unknown) =>
    new AppError('invalid_file', `${entry.name} cannot be read`, { reason: 'records' }, thrown)
  let list: unknown
  try {
    list = parseWithBytes(await entry.text())
  } catch (thrown) {
    throw damaged(thrown)
  }
  // Somebody else's file of this name: the pictures tell about themselves.
  if (!isObject(list) || list['format'] !== ZIP_FORMAT || list['version'] !== ZIP_VERSION) return new Map()
  const { pictures } = list
  if (!Array.isArray(pictures)) throw damaged()
  const records = new Map<string, unknown>()
  for (const row of pictures) {
    if (isObject(row) && typeof row['file'] === 'string') records.set(row['file'], row['record'])
  }
  return records
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
