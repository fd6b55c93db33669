import { toErrorData } from '../../contract/errors.ts'
import type { AddedUserFile, UserFileKind } from '../../contract/user-files.ts'
import type { EnginePort } from './connection-state.ts'
import type { PageStores } from './page-stores.ts'

/** What can be done with the person's own files, of whichever kind. */
export interface UserFileActions {
  /** Checks and keeps a file. Every failure comes back as data. */
  readonly addUserFile: (kind: UserFileKind, file: File) => Promise<AddedUserFile>
  /** Takes a file away; undo adds it again. */
  readonly removeUserFile: (kind: UserFileKind, name: string) => Promise<void>
}

/** Makes the actions of own files. The list of them is told by the studio's events. */
export function createUserFileActions(
  { toast }: Pick<PageStores, 'toast'>,
  { studio }: Pick<EnginePort, 'studio'>,
): UserFileActions {
  return {
    addUserFile: (kind, file) =>
      studio.userFiles
        .add(kind, file.name, file)
        .catch((thrown: unknown) => ({ outcome: 'failed' as const, error: toErrorData(thrown) })),
    removeUserFile: async (kind, name) => {
      const file = await studio.userFiles.read(kind, name)
      await studio.userFiles.remove(kind, name)
      // A file that cannot be read any more cannot be brought back either.
      const undo = file && { undo: () => void studio.userFiles.add(kind, name, file) }
      toast({ kind: 'file_removed', name, ...undo })
    },
  }
}
