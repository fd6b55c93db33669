import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { AppError } from '../../contract/errors.ts'
import { readImageFacts } from '../../contract/metadata/image-facts.ts'
import type { StoredPicture } from '../jobs/job.ts'
import { proposeNames } from './file-names.ts'
import type { Folder } from './folder.ts'
import type { NewPicture, PictureUpload } from './ports.ts'
import { systemCode, toStorageError } from './storage-error.ts'
import type { TemporaryFile } from './temporary-files.ts'

/** Where an upload comes from and goes to. */
interface UploadParts {
  readonly temporary: TemporaryFile
  readonly folder: Folder
  /** 0 ≤ value < 1. */
  readonly random: () => number
}

/** Receives a picture: bytes into the temporary file, checks, then a name. Owns the temporary file from now on. */
export function receivePicture(
  picture: NewPicture,
  { temporary, folder, random }: UploadParts,
): PictureUpload {
  const hash = createHash('sha256')
  let received = 0
  /** Pieces are written one after the other, whether or not the caller waits in between. */
  let written: Promise<void> = Promise.resolve()
  let committed: Promise<StoredPicture> | null = null
  let isOver = false

  /** After a failure nothing is left behind, and whatever comes later fails as well. */
  async function orDiscard<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      isOver = true
      await temporary.discard()
      throw toStorageError(error)
    }
  }

  async function keep(): Promise<StoredPicture> {
    await written
    if (received !== picture.bytes) {
      throw refused(picture, 'wrong_length', `${received} bytes came, ${picture.bytes} were announced.`)
    }
    const sha256 = hash.digest('hex')
    if (sha256 !== picture.sha256.toLowerCase()) {
      throw refused(picture, 'wrong_hash', 'The bytes are not those that were announced.')
    }
    checkPicture(picture, await readFile(temporary.path))
    await temporary.handle.sync()
    await temporary.handle.close()
    const file = await placeSomewhere(temporary.path, proposeNames(picture, random), folder)
    const { index, mime, width, height, seed, parameters } = picture
    return { index, file, mime, bytes: received, sha256, width, height, seed, parameters }
  }

  return {
    get received() {
      return received
    },

    async write(piece) {
      if (isOver || committed) throw refused(picture, 'over', 'The upload is over.')
      if (received + piece.length > picture.bytes) {
        isOver = true
        await written.catch(() => {})
        return orDiscard(() =>
          Promise.reject(refused(picture, 'too_large', 'More bytes came than announced.')),
        )
      }
      received += piece.length
      hash.update(piece)
      const earlier = written
      const own = orDiscard(async () => {
        await earlier
        await temporary.handle.appendFile(piece)
      })
      written = own
      // Whoever commits hears of the failure too; without a listener in between it would end the process.
      own.catch(() => {})
      return own
    },

    commit() {
      if (isOver && !committed) return Promise.reject(refused(picture, 'over', 'The upload is over.'))
      committed ??= orDiscard(keep)
      return committed
    },

    async abort() {
      isOver = true
      await written.catch(() => {})
      if (committed) await committed.catch(() => {})
      else await temporary.discard()
    },
  }
}

/** Compares the file's own words with what was announced. */
function checkPicture(picture: NewPicture, bytes: Uint8Array): void {
  const facts = readImageFacts(bytes)
  if (facts?.mime !== picture.mime || facts.isAnimated) {
    throw refused(picture, 'wrong_type', `The file is not a picture of type ${picture.mime}.`)
  }
  if (facts.width !== picture.width || facts.height !== picture.height) {
    throw refused(picture, 'wrong_size', `The picture measures ${facts.width}×${facts.height}.`)
  }
  if (facts.end !== bytes.length) {
    throw refused(picture, 'not_whole', 'The file is cut, or has something else behind the picture.')
  }
}

function refused({ index }: NewPicture, reason: string, message: string): AppError {
  return new AppError('invalid_request', message, { reason, index })
}

async function placeSomewhere(temporary: string, names: Iterable<string>, folder: Folder): Promise<string> {
  for (const file of names) {
    if (await placeOnce(temporary, file, folder)) return file
  }
  throw new AppError('storage_unavailable', 'No free name is left for the picture.')
}

async function placeOnce(temporary: string, file: string, folder: Folder): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await folder.place(temporary, file)
    } catch (error) {
      // Whoever removes the last picture of a day removes its folder, perhaps just now.
      if (systemCode(error) !== 'ENOENT' || attempt === 3) throw error
    }
  }
}
