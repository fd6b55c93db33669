import { createHash } from 'node:crypto'
import { AppError } from '../../contract/errors.ts'
import { openFolder } from './folder.ts'
import { receivePicture } from './picture-upload.ts'
import type { PictureFiles } from './ports.ts'
import { onDisk } from './storage-error.ts'
import { openTemporaryFolder } from './temporary-files.ts'

/** Where pictures lie, and where names come from. */
export interface PictureFilesParts {
  /** Folder of results; made where it is missing. */
  readonly outputs: string
  /** Folder of pictures that came with requests; made where it is missing. */
  readonly inputs: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** 0 ≤ value < 1. */
  readonly random: () => number
}

const INPUT_NAME = /^[0-9a-f]{64}\.(?:png|jpe?g|webp)$/
const INPUT_SUFFIX = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpeg'],
  ['image/webp', 'webp'],
])

/**
 * Opens both folders and removes temporary files that were left behind. Touches the disk before it returns, so that
 * a folder that cannot be used stops the start and not the first request.
 *
 * @throws AppError `storage_full`, `storage_unavailable`
 */
export function createPictureFiles({ outputs, inputs, now, random }: PictureFilesParts): PictureFiles {
  const results = openFolder(outputs)
  const sources = openFolder(inputs)
  const newResult = openTemporaryFolder(results.root, now())
  const newSource = openTemporaryFolder(sources.root, now())

  async function writeInput(file: string, bytes: Uint8Array): Promise<void> {
    const temporary = await newSource()
    try {
      await temporary.handle.writeFile(bytes)
      await temporary.handle.sync()
      await temporary.handle.close()
      await sources.replace(temporary.path, file)
    } catch (error) {
      await temporary.discard()
      throw error
    }
  }

  return {
    begin: (picture) =>
      onDisk(async () => receivePicture(picture, { temporary: await newResult(), folder: results, random })),

    openOutput: (file) => results.open(file),
    openInput: async (file) => (INPUT_NAME.test(file) ? sources.open(file) : null),

    saveInput: (name, mime, bytes) =>
      onDisk(async () => {
        const suffix = INPUT_SUFFIX.get(mime)
        if (!suffix)
          throw new AppError('invalid_request', `${mime} is no type of input picture.`, { field: name })
        const sha256 = createHash('sha256').update(bytes).digest('hex')
        const file = `${sha256}.${suffix}`
        // A file of this name has these bytes, unless a disk has lost some of them.
        if ((await sources.open(file))?.bytes !== bytes.length) await writeInput(file, bytes)
        return { name, mime, bytes: bytes.length, sha256, file }
      }),

    removeOutputs: (files) =>
      onDisk(async () => {
        const outcomes = await Promise.allSettled(files.map((file) => results.remove(file)))
        for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
      }),
  }
}
