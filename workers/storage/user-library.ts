import { createSHA256 } from 'hash-wasm'
import { AppError } from '../../contract/errors.ts'
import { BLOCK_BYTES } from '../../contract/manifest.ts'
import type { AddedUserFile, LoraFacts, UserFile, UserFileKind } from '../../contract/user-files.ts'
import type { StoredUserFile, UserFileStore } from './ports.ts'
import { createRoom, type Estimate } from './room.ts'
import { freeName, userFileName } from './user-file-name.ts'
import { hashBytes, hashStoredBlock } from './verify-block.ts'

/** What a library of the user's files is made of. */
export interface UserLibraryParts {
  readonly store: UserFileStore
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** `navigator.storage.estimate`. */
  readonly estimate: Estimate
  /**
   * Looks into a file before it is kept.
   *
   * @returns what is worth knowing of a LoRA; null for other kinds
   * @throws AppError `invalid_file` or `unsupported_feature` for one that must not be kept
   */
  readonly inspect: (kind: UserFileKind, file: Blob, name: string) => Promise<LoraFacts | null>
  /** Hears the new list after every change. */
  readonly onChange: (files: readonly UserFile[]) => void
  readonly blockBytes?: number
}

/** The door to the files that a person added. */
export interface UserLibrary {
  /** By kind and name. Another window may have changed it since it was asked last. */
  list(): Promise<readonly UserFile[]>
  /** The list as it was read last, for those who cannot wait; empty before the first time. */
  lastList(): readonly UserFile[]
  /**
   * Checks a file, hashes it block by block and keeps it. The same bytes of the same kind are kept once; a name that
   * other bytes have gets a number.
   *
   * @param file read now, in pieces; not needed afterwards
   * @throws AppError `invalid_file`, `unsupported_feature`, storage_full, storage_unavailable
   */
  add(
    kind: UserFileKind,
    name: string,
    file: Blob,
  ): Promise<Exclude<AddedUserFile, { readonly outcome: 'failed' }>>
  /** Leaves alone what is not there. */
  remove(kind: UserFileKind, name: string): Promise<void>
  /**
   * The whole file, still on disk. Each of its blocks is hashed once in a worker's life.
   *
   * @param sha256 the file that is meant: another one of the same name is not given instead
   * @throws AppError `not_found`; `invalid_file` for one that was damaged since it was added
   */
  open(kind: UserFileKind, name: string, sha256?: string): Promise<Blob>
}

/** Makes the library. Additions go one after another, so that two equal files cannot both be new. */
export function createUserLibrary(parts: UserLibraryParts): UserLibrary {
  const { store, blockBytes = BLOCK_BYTES } = parts
  const room = createRoom(parts.estimate)
  let lastList: readonly UserFile[] = []
  const verified = new Set<string>()
  let last: Promise<unknown> = Promise.resolve()

  const list = async () => (lastList = (await store.list()).map(({ file }) => file))
  const tell = async () => parts.onChange(await list())

  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const mine = last.then(job)
    last = mine.catch(() => undefined)
    return mine
  }

  const add = async (kind: UserFileKind, wanted: string, blob: Blob) => {
    const clean = userFileName(wanted, kind)
    if (blob.size === 0) throw invalidFile(clean, 'it is empty')
    const lora = await parts.inspect(kind, blob, clean)
    const { sha256, blockHashes } = await hashFile(blob, blockBytes, clean)
    const others = (await list()).filter((file) => file.kind === kind)
    const known = others.find((file) => file.sha256 === sha256)
    if (known) return { outcome: 'known' as const, file: known }
    await room.ensure(clean, blob.size)
    // Names that differ in case only would be one file to many people.
    const taken = new Set(others.map((file) => file.name.toLowerCase()))
    const name = freeName(clean, (one) => taken.has(one.toLowerCase()))
    const file: UserFile = { kind, name, bytes: blob.size, addedAt: parts.now(), sha256, lora }
    try {
      await store.put({ file, blockHashes }, cut(blob, blockBytes))
    } catch (thrown) {
      throw await room.explain(thrown, clean, blob.size)
    }
    await tell()
    return { outcome: 'added' as const, file }
  }

  return {
    list,
    lastList: () => lastList,
    add: (kind, name, file) => inTurn(() => add(kind, name, file)),
    remove: (kind, name) =>
      inTurn(async () => {
        await store.delete(kind, name)
        await tell()
      }),
    async open(kind, name, sha256) {
      const stored = await store.get(kind, name)
      if (!stored || (sha256 !== undefined && stored.file.sha256 !== sha256)) {
        throw new AppError('not_found', `there is no ${kind} ${name}`, { file: name, kind })
      }
      const blocks = await store.blocks(kind, name)
      if (!verified.has(stored.file.sha256)) await verify(stored, blocks)
      verified.add(stored.file.sha256)
      return new Blob([...blocks])
    },
  }
}

async function hashFile(file: Blob, blockBytes: number, name: string) {
  const whole = await createSHA256()
  const blockHashes: string[] = []
  for (const block of cut(file, blockBytes)) {
    const bytes = new Uint8Array(
      await block.arrayBuffer().catch((thrown: unknown) => {
        throw invalidFile(name, 'it could not be read to its end', thrown)
      }),
    )
    whole.update(bytes)
    blockHashes.push(await hashBytes(bytes))
  }
  return { sha256: whole.digest('hex'), blockHashes }
}

async function verify({ file, blockHashes }: StoredUserFile, blocks: readonly Blob[]): Promise<void> {
  const whole = blocks.length === blockHashes.length
  for (const [index, hash] of whole ? blockHashes.entries() : []) {
    if ((await hashStoredBlock(blocks[index]!)) !== hash) throw damaged(file)
  }
  if (!whole) throw damaged(file)
}

function damaged(file: UserFile): AppError {
  return invalidFile(file.name, 'it was damaged on this device; add it again')
}

function cut(file: Blob, blockBytes: number): Blob[] {
  return Array.from({ length: Math.ceil(file.size / blockBytes) }, (_, index) =>
    file.slice(index * blockBytes, (index + 1) * blockBytes),
  )
}

function invalidFile(file: string, why: string, cause?: unknown): AppError {
  return new AppError('invalid_file', `${file}: ${why}`, { file, why }, cause)
}
