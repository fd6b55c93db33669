import { constants, mkdirSync, realpathSync } from 'node:fs'
import { lstat, mkdir, open, realpath, rename, rm, rmdir, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../../contract/errors.ts'
import { isPictureName, mimeOfName } from './file-names.ts'
import { giveName } from './give-name.ts'
import type { OpenedFile } from './ports.ts'
import { systemCode, toStorageError } from './storage-error.ts'

/** Links are not followed and named pipes do not block, where the system knows how. */
const READ_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** What a path from outside may meet: nothing, a file in the place of a folder, a link, too long a name, a socket. */
const MISSING = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EMLINK', 'ENAMETOOLONG', 'ENXIO'])

/** A folder of pictures, with the one place where a relative name becomes a path. */
export interface Folder {
  /** Absolute, links resolved. */
  readonly root: string
  /** Null for what is missing, no picture, no regular file, or reached through a link. */
  open(file: string): Promise<OpenedFile | null>
  /** Gives a finished temporary file a name that must be free. False when it is taken. Durable when true. */
  place(temporary: string, file: string): Promise<boolean>
  /** Gives a finished temporary file a name, whether or not it is taken. Durable when it resolves. */
  replace(temporary: string, file: string): Promise<void>
  /** Removes a picture and the folders that it leaves empty. Missing ones are no error. */
  remove(file: string): Promise<void>
}

/**
 * Opens a folder, making it first where it is missing.
 *
 * @throws AppError `storage_unavailable`
 */
export function openFolder(path: string): Folder {
  const root = makeRoot(path)

  /** The path of a picture whose folders are real ones, or null. */
  async function locate(file: string): Promise<string | null> {
    if (!isPictureName(file)) return null
    const path = join(root, ...file.split('/'))
    // Once resolved, a path through a link is another path.
    const folder = await realpath(dirname(path)).catch(missingIsNull)
    if (folder !== dirname(path)) return null
    return path
  }

  return {
    root,

    async open(file) {
      const path = await locate(file)
      const handle = path === null ? null : await open(path, READ_FLAGS).catch(missingIsNull)
      if (!path || !handle) return null
      try {
        const facts = await handle.stat()
        // Where links cannot be refused while opening, they show here.
        const entry = await lstat(path).catch(missingIsNull)
        if (!facts.isFile() || !entry?.isFile()) return null
        return describeFile(path, { mime: mimeOfName(file), bytes: facts.size, modifiedAt: facts.mtimeMs })
      } finally {
        await handle.close()
      }
    },

    async place(temporary, file) {
      const path = join(root, ...file.split('/'))
      const folder = dirname(path)
      const { made, isNamed } = await withFolder(folder, async () => {
        if ((await realpath(folder)) !== folder) {
          throw new AppError('storage_unavailable', 'A folder for pictures is a link.')
        }
        return giveName(temporary, path)
      })
      if (!isNamed) return false
      try {
        await syncFolder(folder)
        // Folders made on the way are entries of their parents.
        for (let at = folder; made !== undefined && at !== root;) {
          at = dirname(at)
          await syncFolder(at)
        }
      } catch (error) {
        // Nobody will know of a file whose commit failed.
        await rm(path, { force: true }).catch(() => {})
        throw error
      }
      return true
    },

    async replace(temporary, file) {
      const path = join(root, ...file.split('/'))
      await rename(temporary, path)
      await syncFolder(dirname(path))
    },

    async remove(file) {
      const path = await locate(file)
      const facts = path === null ? null : await lstat(path).catch(missingIsNull)
      if (!path || !facts?.isFile()) return
      await rm(path, { force: true })
      for (let at = dirname(path); at !== root; at = dirname(at)) {
        // Fails as long as there is something in it.
        const isRemoved = await rmdir(at).then(
          () => true,
          () => false,
        )
        if (!isRemoved) return
      }
    },
  }
}

const FOLDER_TRIES = 10

/** Makes a folder and works in it; again where it goes in between, as its last picture is removed. */
async function withFolder(
  folder: string,
  nameIt: () => Promise<boolean>,
): Promise<{ readonly made: string | undefined; readonly isNamed: boolean }> {
  for (let tries = 1; ; tries++) {
    const made = await mkdir(folder, { recursive: true })
    try {
      return { made, isNamed: await nameIt() }
    } catch (error) {
      if (systemCode(error) !== 'ENOENT' || tries === FOLDER_TRIES) throw error
    }
  }
}

/** Writes the entries of a folder to the disk. Systems that cannot open folders do it on their own. */
async function syncFolder(path: string): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(path, 'r')
    await handle.sync()
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP', 'EACCES'].includes(systemCode(error) ?? '')) throw error
  } finally {
    await handle?.close()
  }
}

function makeRoot(path: string): string {
  try {
    mkdirSync(path, { recursive: true })
    return realpathSync(path)
  } catch (error) {
    throw toStorageError(error)
  }
}

function describeFile(path: string, facts: Pick<OpenedFile, 'mime' | 'bytes' | 'modifiedAt'>): OpenedFile {
  return {
    ...facts,
    // The stream closes the file when it ends or is destroyed.
    stream: async (range) => (await openAgain(path)).createReadStream(range),
    async whole() {
      const handle = await openAgain(path)
      try {
        return new Uint8Array(await handle.readFile())
      } finally {
        await handle.close()
      }
    },
  }
}

/** Opens a file that was there a moment ago. */
async function openAgain(path: string): Promise<FileHandle> {
  try {
    return await open(path, READ_FLAGS)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw new AppError('not_found', 'The picture was just removed.')
    throw toStorageError(error)
  }
}

/** For paths from outside: that nothing is there is an answer and no failure. */
function missingIsNull(error: unknown): null {
  const code = systemCode(error)
  if (code !== null && MISSING.has(code)) return null
  throw toStorageError(error)
}
