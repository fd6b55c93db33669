import type { IndexedPicture } from '../../contract/gallery-query.ts'
import { GenerationRequest } from '../../contract/request.ts'
import type { PictureRecord } from '../../contract/picture.ts'
import type { QueueRecord } from '../../contract/queue.ts'
import type { TaskId, TaskState } from '../../contract/task.ts'
import { USER_FILE_KINDS, type LoraFacts, type UserFile } from '../../contract/user-files.ts'
import type { FileRecord, OnTrouble, StoredBlock, StoredUserFile } from './ports.ts'

/** The form of the rows below. A reader of a newer form accepts older ones by converting them here. */
export const ROW_VERSION = 1

/** Reads one kind of row. Throws an Error that says what is wrong with it. */
type ParseRow<T> = (row: unknown) => T

/** Where a row was found, for the report. */
interface RowPlace {
  readonly store: string
  readonly key: string
}

/**
 * Parses a row and reports it when it is bad.
 *
 * @returns null for a bad row, which the caller then leaves out
 */
export function readRow<T>(
  row: unknown,
  parse: ParseRow<T>,
  place: RowPlace,
  onTrouble: OnTrouble,
): T | null {
  try {
    return parse(row)
  } catch (thrown) {
    onTrouble({
      type: 'bad_record',
      ...place,
      reason: thrown instanceof Error ? thrown.message : String(thrown),
    })
    return null
  }
}

/** A row of `blocks`; the index is in its key. */
export function parseBlockRow(index: number): ParseRow<StoredBlock> {
  return (row) => {
    const { bytes, sha256 } = versioned(row)
    if (!(bytes instanceof Blob)) throw new Error('bytes are not a Blob')
    return { index, bytes, sha256: hash(sha256) }
  }
}

/** A row of `files`. */
export function parseFileRow(row: unknown): FileRecord {
  const { sha256, wholeVerified, blockHashes } = versioned(row)
  if (typeof wholeVerified !== 'boolean') throw new Error('wholeVerified is not a boolean')
  return { sha256: hash(sha256), wholeVerified, blockHashes: list(blockHashes, 'blockHashes').map(hash) }
}

/** A picture as it is kept. */
export interface StoredPicture {
  readonly record: PictureRecord
  /** When it was hidden, in milliseconds since 1970; null for visible ones. */
  readonly deletedAt: number | null
}

/** A row of `pictures`. The request inside is held to today's schema, which also fills in newer fields. */
export function parsePictureRow(row: unknown): StoredPicture {
  const { record, deletedAt } = versioned(row)
  if (deletedAt !== undefined && typeof deletedAt !== 'number') throw new Error('deletedAt is not a number')
  return { record: picture(record), deletedAt: deletedAt ?? null }
}

/** The form of the rows of `pictureIndex`. Rows of another form are made again. */
const INDEX_ROW_VERSION = 1

/** A picture as the index keeps it. */
export interface IndexRow {
  readonly v: number
  readonly picture: IndexedPicture
  /** 0 while there is none. */
  readonly thumbnailBytes: number
}

/** Makes a row of `pictureIndex`. */
export function toIndexRow(picture: IndexedPicture, thumbnailBytes = 0): IndexRow {
  return { v: INDEX_ROW_VERSION, picture, thumbnailBytes }
}

/** A row of `pictureIndex`; null when it has another form, and is to be made again. */
export function parseIndexRow(row: unknown): IndexRow | null {
  const isOurs = typeof row === 'object' && row !== null && 'v' in row && row.v === INDEX_ROW_VERSION
  // Only `toIndexRow` writes rows of this version.
  return isOurs ? (row as IndexRow) : null
}

/** A row of `tasks`. */
export function parseTaskRow(row: unknown): TaskState {
  const state = object(versioned(row)['state'], 'state')
  expectFields(state, TASK_STATE_FIELDS, 'state')
  if (!PHASES.has(String(state['phase'])))
    throw new Error(`phase ${JSON.stringify(state['phase'])} is unknown`)
  const task = object(state['task'], 'task')
  expectFields(task, { id: 'string', origin: 'string', createdAt: 'number' }, 'task')
  const parsed = {
    ...state,
    task: { ...task, request: request(task['request']) },
    pictures: list(state['pictures'], 'pictures').map(picture),
    preview: null,
  }
  // Every field has been looked at above, or is shown as it is.
  return parsed as unknown as TaskState
}

/** The row of `queue`. */
export function parseQueueRow(row: unknown): QueueRecord {
  const { order, isPaused, workedAt } = versioned(row)
  if (typeof isPaused !== 'boolean') throw new Error('isPaused is not a boolean')
  if (workedAt !== null && typeof workedAt !== 'number') throw new Error('workedAt is not a number')
  const ids = list(order, 'order')
  if (ids.some((id) => typeof id !== 'string')) throw new Error('order holds something that is no id')
  // Looked up among the tasks' own ids only, so that any text will do.
  return { order: ids as readonly TaskId[], isPaused, workedAt }
}

/** A row of `userFiles`. */
export function parseUserFileRow(row: unknown): StoredUserFile {
  const { file, blockHashes } = versioned(row)
  const fields = object(file, 'file')
  expectFields(fields, { kind: 'string', name: 'string', bytes: 'number', addedAt: 'number' }, 'file')
  const kind = USER_FILE_KINDS.find((one) => one === fields['kind'])
  if (!kind) throw new Error(`kind ${JSON.stringify(fields['kind'])} is unknown`)
  const lora = fields['lora'] === null ? null : loraFacts(fields['lora'])
  hash(fields['sha256'])
  // Every field of the type has been looked at above.
  return {
    file: { ...fields, kind, lora } as unknown as UserFile,
    blockHashes: list(blockHashes, 'blockHashes').map(hash),
  }
}

function loraFacts(value: unknown): LoraFacts {
  const facts = object(value, 'lora')
  expectFields(facts, { modules: 'number', triggerWords: 'list' }, 'lora')
  // The two above are of the right kind, and a base that is no text is no base.
  return { ...facts, base: typeof facts['base'] === 'string' ? facts['base'] : null } as unknown as LoraFacts
}

/** The Blob in a row of `pictureFiles` or `userFileBlocks`. */
export function parseBlobRow(row: unknown): Blob {
  if (!(row instanceof Blob)) throw new Error('not a Blob')
  return row
}

const PHASES = new Set(['queued', 'running', 'finished', 'stopped', 'failed'])

const TASK_STATE_FIELDS = {
  percent: 'number',
  message: 'string',
  images: 'number',
  seeds: 'list',
  skipped: 'list',
  notices: 'list',
  attempt: 'number',
  queuedAt: 'number',
} as const

const PICTURE_FIELDS = {
  id: 'string',
  taskId: 'string',
  origin: 'string',
  index: 'number',
  createdAt: 'number',
  mime: 'string',
  bytes: 'number',
  width: 'number',
  height: 'number',
  seed: 'string',
  parameters: 'object',
  saved: 'boolean',
} as const

type Fields = Readonly<Record<string, unknown>>
type FieldType = 'string' | 'number' | 'boolean' | 'object' | 'list'

function picture(value: unknown): PictureRecord {
  const record = object(value, 'record')
  expectFields(record, PICTURE_FIELDS, 'record')
  // Older records know no favourites.
  const isFavourite = record['isFavourite'] === true
  // Every field of the type is in PICTURE_FIELDS or is one of these two.
  return { ...record, request: request(record['request']), isFavourite } as unknown as PictureRecord
}

function request(value: unknown): GenerationRequest {
  const parsed = GenerationRequest.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Error(`request.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is bad'}`)
}

function versioned(row: unknown): Fields {
  const fields = object(row, 'row')
  if (fields['v'] !== ROW_VERSION) throw new Error(`row version ${JSON.stringify(fields['v'])} is unknown`)
  return fields
}

function expectFields(value: Fields, fields: Readonly<Record<string, FieldType>>, name: string): void {
  for (const [field, type] of Object.entries(fields)) {
    const found = value[field]
    const ok = type === 'list' ? Array.isArray(found) : typeof found === type && found !== null
    if (!ok) throw new Error(`${name}.${field} is not a ${type}`)
  }
}

function object(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null) throw new Error(`${name} is not an object`)
  // Checked in the line above; what the fields hold is still unknown.
  return value as Fields
}

function list(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${name} is not a list`)
  return value
}

function hash(value: unknown): string {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/u.test(value)) throw new Error('not a SHA-256')
  return value
}
