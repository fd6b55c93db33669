import { byNewest, entryOf, HOW_MADE, indexPicture, matcherOf } from '../../contract/gallery-query.ts'
import type { PictureLibrary } from '../../contract/picture-library.ts'
import type { FakeKept } from './fake-kept.ts'

/**
 * The fake's picture library, over what the fake keeps.
 *
 * @param changed called when pictures came or went
 */
export function createFakePictures({ pictures }: FakeKept, changed: () => void): PictureLibrary {
  const indexed = () =>
    [...pictures.values()].map(({ record, deleted }) => indexPicture(record, deleted ? Date.now() : null))
  const fileOf = (id: string) => {
    const file = pictures.get(id)?.file
    return file ? new Blob([file.bytes], { type: file.mime }) : null
  }
  return {
    find: async (query) => {
      const all = indexed().sort(byNewest)
      const visible = all.filter(({ deletedAt }) => deletedAt === null)
      const unique = <T>(values: readonly T[]) => [...new Set(values)]
      return {
        entries: all.filter(matcherOf(query)).map(entryOf),
        total: visible.length,
        deleted: all.length - visible.length,
        choices: {
          days: unique(visible.map(({ createdAt }) => new Date(createdAt).setHours(0, 0, 0, 0))),
          models: unique(visible.map(({ model }) => model)),
          styles: unique(visible.flatMap(({ styles }) => styles)).sort(),
          origins: unique(visible.map(({ origin }) => origin)),
          howMade: HOW_MADE.filter((how) => visible.some(({ howMade }) => howMade === how)),
        },
      }
    },
    records: async (ids) => ids.flatMap((id) => pictures.get(id)?.record ?? []),
    thumbnail: async (id) => fileOf(id),
    drop: async (ids) => {
      for (const id of ids) pictures.delete(id)
      changed()
    },
    add: async (added) => {
      const outcomes = []
      for (const { record, file } of added) {
        const isKnown = pictures.get(record.id)?.deleted === false
        outcomes.push({ outcome: isKnown ? ('known' as const) : ('added' as const) })
        if (isKnown) continue
        const bytes = new Uint8Array(await file.arrayBuffer())
        pictures.set(record.id, { record, file: { mime: record.mime, bytes }, deleted: false })
      }
      changed()
      return outcomes
    },
  }
}
