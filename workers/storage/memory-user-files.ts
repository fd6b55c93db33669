/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, and async turns throws into rejections */
import type { UserFileKind } from '../../contract/user-files.ts'
import type { StoredUserFile, UserFileStore } from './ports.ts'

/** The user's files in memory, gone with the worker. For browsers that let pages store nothing, and for tests. */
export function createMemoryUserFiles(): UserFileStore {
  const files = new Map<string, { readonly stored: StoredUserFile; readonly blocks: readonly Blob[] }>()
  const keyOf = (kind: UserFileKind, name: string) => `${kind}/${name}`

  return {
    async put(stored, blocks) {
      files.set(keyOf(stored.file.kind, stored.file.name), { stored, blocks: [...blocks] })
    },
    get: async (kind, name) => files.get(keyOf(kind, name))?.stored ?? null,
    // By code units, as IndexedDB compares texts.
    list: async () => [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { stored }]) => stored),
    blocks: async (kind, name) => files.get(keyOf(kind, name))?.blocks ?? [],
    async delete(kind, name) {
      files.delete(keyOf(kind, name))
    },
  }
}
