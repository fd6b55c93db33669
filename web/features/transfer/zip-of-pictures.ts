import { makeZip } from 'client-zip'
import type { PictureId, PictureRecord } from '../../../contract/picture.ts'
import type { PictureFiles } from '../../state/picture-files.ts'
import type { Say } from '../../text/say.ts'
import { logHead, logItem, logTail } from '../log/log-page.ts'
import { stringifyWithBytes } from './bytes-in-json.ts'
import { createFileNames } from './file-names.ts'

/** Names of the two files beside the pictures, and the mark by which a zip of ours is known. */
export const RECORDS_FILE = 'pictures.json'
const LOG_FILE = 'log.html'
export const ZIP_FORMAT = 'fooocus-tab-pictures'
export const ZIP_VERSION = 1

/** What a zip is made from. */
export interface ZipParts {
  /** In the order of the ids; those that are gone are left out. */
  readonly recordsOf: (ids: readonly PictureId[]) => Promise<readonly PictureRecord[]>
  readonly files: Pick<PictureFiles, 'load'>
  readonly say: Say
  /** Hears how many pictures are in. */
  readonly onDone: (count: number) => void
  readonly signal: AbortSignal
}

/** Records may hold whole input pictures. */
const RECORDS_AT_ONCE = 25

/**
 * Pictures as a zip, read one after another while it is written: however many they are, a few stand in memory. Each
 * file is as it was made, its metadata included; their records stand in `pictures.json`, for bringing them back, and
 * in `log.html`, for reading.
 */
export function zipOfPictures(ids: readonly PictureId[], parts: ZipParts): ReadableStream<Uint8Array> {
  const { recordsOf, files, say, onDone, signal } = parts
  const names = new Map<PictureId, string>()

  async function* records() {
    for (let at = 0; at < ids.length; at += RECORDS_AT_ONCE) {
      signal.throwIfAborted()
      yield* await recordsOf(ids.slice(at, at + RECORDS_AT_ONCE))
    }
  }

  async function* json() {
    yield `{"format":"${ZIP_FORMAT}","version":${ZIP_VERSION},"pictures":[`
    let comma = '\n'
    for await (const record of records()) {
      const file = names.get(record.id)
      if (file === undefined) continue
      yield `${comma}${stringifyWithBytes({ file, record })}`
      comma = ',\n'
    }
    yield '\n]}\n'
  }

  async function* log() {
    yield logHead(say('log.all'), names.size, say, 'beside')
    for await (const record of records()) {
      const file = names.get(record.id)
      if (file !== undefined) yield logItem(record, file, say, file)
    }
    yield logTail()
  }

  async function* entries() {
    const nameOf = createFileNames()
    for await (const record of records()) {
      const file = await files.load(record.id)
      if (!file) continue
      const name = nameOf(record)
      names.set(record.id, name)
      yield { name, input: file, size: file.size, lastModified: new Date(record.createdAt) }
      onDone(names.size)
    }
    yield { name: RECORDS_FILE, input: json(), lastModified: new Date() }
    yield { name: LOG_FILE, input: log(), lastModified: new Date() }
  }

  return makeZip(entries())
}
