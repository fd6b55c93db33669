import { readStyleFile } from '../../contract/catalog/style-file.ts'
import type { StyleTexts } from '../../contract/catalog/style-table.ts'
import type { UserFile } from '../../contract/user-files.ts'

/** The styles of the person's own. */
export interface UserStyles {
  /** What requests may name now. */
  list(): readonly StyleTexts[]
  /** Reads the style files anew. A file that cannot be read has no styles. */
  update(files: readonly UserFile[]): Promise<void>
}

/**
 * Keeps the texts of the person's styles at hand, because planning cannot wait for storage.
 *
 * @param open the bytes of a file
 * @param onTrouble hears why a file could not be read
 */
export function createUserStyles(
  open: (name: string, sha256: string) => Promise<Blob>,
  onTrouble: (thrown: unknown) => void,
): UserStyles {
  let styles: readonly StyleTexts[] = []
  let last: Promise<unknown> = Promise.resolve()

  const read = async ({ name, sha256 }: UserFile): Promise<readonly StyleTexts[]> => {
    try {
      return readStyleFile(await (await open(name, sha256)).text()) ?? []
    } catch (thrown) {
      onTrouble(thrown)
      return []
    }
  }
  const update = async (files: readonly UserFile[]) => {
    const mine = files.filter(({ kind }) => kind === 'style')
    styles = (await Promise.all(mine.map(read))).flat()
  }
  return {
    list: () => styles,
    // One after another: the last list told is the one that stays.
    update: (files) => {
      const mine = last.then(() => update(files))
      last = mine
      return mine
    },
  }
}
