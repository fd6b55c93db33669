import {
  byNewest,
  entryOf,
  HOW_MADE,
  matcherOf,
  type FoundPictures,
  type GalleryChoices,
  type GalleryQuery,
  type IndexedPicture,
} from '../../contract/gallery-query.ts'
import type { PictureId } from '../../contract/picture.ts'
import type { GalleryUsage } from './ports.ts'
import type { IndexRow } from './rows.ts'

/** All pictures in light form, in memory. */
export interface PictureIndex {
  put(row: IndexRow): void
  delete(id: PictureId): void
  get(id: PictureId): IndexRow | null
  find(query: GalleryQuery): FoundPictures
  usage(): GalleryUsage
}

/** Makes an index that answers searches without reading anything. */
export function createPictureIndex(rows: Iterable<IndexRow>): PictureIndex {
  const byId = new Map<PictureId, IndexRow>()
  for (const row of rows) byId.set(row.picture.id, row)
  // Both are made again after a change, when somebody asks.
  let sorted: readonly IndexedPicture[] | null = null
  let choices: GalleryChoices | null = null
  const inOrder = () => (sorted ??= [...byId.values()].map(({ picture }) => picture).sort(byNewest))

  return {
    put: (row) => {
      byId.set(row.picture.id, row)
      sorted = choices = null
    },
    delete: (id) => {
      byId.delete(id)
      sorted = choices = null
    },
    get: (id) => byId.get(id) ?? null,
    find: (query) => {
      const all = inOrder()
      const entries = all.filter(matcherOf(query)).map(entryOf)
      if (query.isDeleted) entries.sort((a, b) => (b.deletedAt ?? 0) - (a.deletedAt ?? 0))
      const visible = all.filter(({ deletedAt }) => deletedAt === null)
      choices ??= choicesOf(visible)
      return { entries, total: visible.length, deleted: all.length - visible.length, choices }
    },
    usage: () => {
      const usage = { pictures: 0, pictureBytes: 0, deletedBytes: 0 }
      for (const { picture, thumbnailBytes } of byId.values()) {
        const bytes = picture.bytes + thumbnailBytes
        if (picture.deletedAt === null) {
          usage.pictures += 1
          usage.pictureBytes += bytes
        } else usage.deletedBytes += bytes
      }
      return usage
    },
  }
}

function choicesOf(pictures: readonly IndexedPicture[]): GalleryChoices {
  const unique = <T>(values: Iterable<T>) => [...new Set(values)]
  const made = new Set(pictures.map(({ howMade }) => howMade))
  return {
    days: unique(pictures.map(({ createdAt }) => new Date(createdAt).setHours(0, 0, 0, 0))),
    models: unique(pictures.map(({ model }) => model)).sort(),
    styles: unique(pictures.flatMap(({ styles }) => styles)).sort(),
    origins: unique(pictures.map(({ origin }) => origin)).sort(),
    howMade: HOW_MADE.filter((how) => made.has(how)),
  }
}
