import type { UserStyle } from '../../contract/catalog/style-file.ts'
import type { UserFiles } from '../../contract/user-files.ts'
import type { EnginePort } from './connection-state.ts'
import type { PageStores } from './page-stores.ts'

/** The name of the file that the page writes; a number is put behind it while an older one is still there. */
const FILE_NAME = 'my-styles.json'

/** Keeps the page's list of own styles equal to the files that hold them. */
export function watchUserStyles(
  environment: PageStores['environment'],
  userFiles: Pick<UserFiles, 'read'>,
): void {
  let known = ''
  environment.subscribe(({ userFiles: files, setUserStyles }) => {
    const mine = files.filter(({ kind }) => kind === 'style')
    const now = mine.map(({ sha256 }) => sha256).join()
    if (now === known) return
    known = now
    void Promise.all(mine.map(({ name }) => userFiles.read('style', name))).then(async (blobs) => {
      // With it come the names of all styles, which the first paint does not need.
      const { readStyleFile } = await import('../../contract/catalog/style-file.ts')
      const texts = await Promise.all(blobs.map(async (blob) => (await blob?.text()) ?? ''))
      // Files may have changed again meanwhile.
      if (now === known) setUserStyles(texts.flatMap((text) => readStyleFile(text) ?? []))
    })
  })
}

/** What can be done with styles of one's own. */
export interface UserStyleActions {
  /** Keeps a style; `was` is the name of the one whose place it takes. @returns whether it could be kept */
  readonly putUserStyle: (style: UserStyle, was?: string) => Promise<boolean>
  readonly removeUserStyle: (name: string) => Promise<void>
  /** Adds the styles of a file in Fooocus' form. @returns how many; 0 when it holds none */
  readonly importUserStyles: (text: string) => Promise<number>
}

/** Makes the actions of own styles. All of them stand in one file, which is written anew before the old one goes. */
export function createUserStyleActions(
  { environment, toast }: Pick<PageStores, 'environment' | 'toast'>,
  { studio }: Pick<EnginePort, 'studio'>,
): UserStyleActions {
  const styles = () => environment.getState().userStyles

  const write = async (next: readonly UserStyle[]) => {
    const { writeStyleFile } = await import('../../contract/catalog/style-file.ts')
    const before = environment.getState().userFiles.filter(({ kind }) => kind === 'style')
    if (next.length > 0) {
      const file = new Blob([writeStyleFile(next)], { type: 'application/json' })
      const added = await studio.userFiles.add('style', FILE_NAME, file)
      // What is known already is the file of these very styles.
      if (added.outcome !== 'added') return added.outcome === 'known'
    }
    for (const { name } of before) await studio.userFiles.remove('style', name)
    return true
  }

  return {
    putUserStyle: (style, was) => {
      const others = styles().filter(({ name }) => name !== style.name && name !== was)
      return write([...others, style])
    },
    removeUserStyle: async (name) => {
      const before = styles()
      await write(before.filter((style) => style.name !== name))
      toast({ kind: 'file_removed', name, undo: () => void write(before) })
    },
    importUserStyles: async (text) => {
      const { readStyleFile } = await import('../../contract/catalog/style-file.ts')
      const found = readStyleFile(text) ?? []
      const names = found.map(({ name }) => name)
      const others = styles().filter(({ name }) => !names.includes(name))
      return found.length > 0 && (await write([...others, ...found])) ? found.length : 0
    },
  }
}
