import { wildcardName } from '../../contract/catalog/wildcard-name.ts'
import type { UserFile } from '../../contract/user-files.ts'
import { splitLines } from '../../contract/prompt-lines.ts'
import type { WildcardLists } from '../planning/wildcards.ts'

/** The word lists of this build and the user's. */
export interface UserWildcards {
  /** What prompts may draw from now; a list of the user's takes the place of one of the same name. */
  lists(): WildcardLists
  /** Reads files that are new and forgets those that are gone. A file that cannot be read has no list. */
  update(files: readonly UserFile[]): Promise<void>
}

interface KeptList {
  readonly sha256: string
  readonly lines: readonly string[]
}

/**
 * Keeps the lines of the user's wildcard files at hand, because planning cannot wait for storage.
 *
 * @param open the bytes of a file
 * @param onTrouble hears why a file could not be read
 */
export function createUserWildcards(
  builtIn: WildcardLists,
  open: (name: string, sha256: string) => Promise<Blob>,
  onTrouble: (thrown: unknown) => void,
): UserWildcards {
  let kept: ReadonlyMap<string, KeptList> = new Map()
  let lists = builtIn
  let last: Promise<unknown> = Promise.resolve()

  const read = async ({ name, sha256 }: UserFile): Promise<KeptList | null> => {
    const known = kept.get(name)
    if (known?.sha256 === sha256) return known
    try {
      return { sha256, lines: wildcardLines(await (await open(name, sha256)).text()) }
    } catch (thrown) {
      onTrouble(thrown)
      return null
    }
  }

  const update = async (files: readonly UserFile[]) => {
    const next = new Map<string, KeptList>()
    for (const file of files.filter(({ kind }) => kind === 'wildcard')) {
      const list = await read(file)
      if (list) next.set(file.name, list)
    }
    kept = next
    lists = new Map([
      ...builtIn,
      ...[...next].map(([name, { lines }]) => [wildcardName(name), lines] as const),
    ])
  }

  return {
    lists: () => lists,
    // One after another: the last list told is the one that stays.
    update: (files) => {
      const mine = last.then(() => update(files))
      last = mine
      return mine
    },
  }
}

/** The lines of a wildcard file, blanks and all; empty ones are no lines. */
function wildcardLines(text: string): readonly string[] {
  return splitLines(text.replace(/^\uFEFF/u, '')).filter((line) => line !== '')
}
