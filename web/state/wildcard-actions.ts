import { wildcardName } from '../../contract/catalog/wildcard-name.ts'
import type { EnginePort } from './connection-state.ts'
import type { PageStores } from './page-stores.ts'

/** What can be done with word lists of one's own. */
export interface WildcardActions {
  /** Keeps text files as lists that prompts draw from; says what became of each. */
  readonly addWildcards: (files: readonly File[]) => Promise<void>
  /** Takes a list away; undo adds it again. */
  readonly removeWildcard: (fileName: string) => Promise<void>
}

/** Makes the actions of wildcards. */
export function createWildcardActions(
  { toast }: Pick<PageStores, 'toast'>,
  { studio }: Pick<EnginePort, 'studio'>,
): WildcardActions {
  const add = async (fileName: string, file: Blob) => {
    const added = await studio.userFiles.add('wildcard', fileName, file)
    if (added.outcome !== 'failed')
      return toast({ kind: 'wildcard_added', name: wildcardName(added.file.name) })
    const { why } = added.error.detail
    toast({
      kind: 'wildcard_failed',
      name: fileName,
      why: typeof why === 'string' ? why : added.error.message,
    })
  }
  return {
    addWildcards: async (files) => {
      for (const file of files) await add(file.name, file)
    },
    removeWildcard: async (fileName) => {
      const file = await studio.userFiles.read('wildcard', fileName)
      await studio.userFiles.remove('wildcard', fileName)
      const name = wildcardName(fileName)
      // A file that cannot be read any more cannot be brought back either.
      toast({ kind: 'wildcard_removed', name, ...(file && { undo: () => void add(fileName, file) }) })
    },
  }
}
