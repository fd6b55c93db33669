import { AppError, toErrorData } from '../../contract/errors.ts'
import type { FoundPictures, GalleryEntry, GalleryQuery } from '../../contract/gallery-query.ts'
import type { PictureId, PictureRecord } from '../../contract/picture.ts'
import type { ImportedPicture, PictureImport, PictureLibrary } from '../../contract/picture-library.ts'

/** What the picture library answers from. Its parts may throw. */
export interface PictureLibraryParts {
  readonly gallery: {
    find(query: GalleryQuery): Promise<FoundPictures>
    records(ids: readonly PictureId[]): Promise<readonly PictureRecord[]>
    drop(ids: readonly PictureId[]): Promise<void>
    entry(id: PictureId): Promise<GalleryEntry | null>
    put(record: PictureRecord, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  }
  readonly thumbnail: (id: PictureId) => Promise<Blob | null>
  /** Holds a record from elsewhere to today's form. Throws an Error that says what is wrong with it. */
  readonly check: (record: unknown) => PictureRecord
  /** Whether what is stored outlives the worker. */
  readonly isKept: boolean
}

/** Answers, or tells of the trouble and answers with nothing. */
type Tell = <T>(nothing: T, work: () => Promise<T>) => Promise<T>

const NOTHING: FoundPictures = {
  entries: [],
  total: 0,
  deleted: 0,
  choices: { days: [], models: [], styles: [], origins: [], howMade: [] },
}

/**
 * Makes the studio's part for many pictures.
 *
 * @param changed tells that the gallery is another now
 */
export function createPictureLibrary(
  { gallery, thumbnail, check, isKept }: PictureLibraryParts,
  tell: Tell,
  changed: () => Promise<void>,
): PictureLibrary {
  const addOne = async ({ record, file }: ImportedPicture): Promise<PictureImport> => {
    try {
      const checked = { ...checkedBy(check, record), saved: isKept, bytes: file.size }
      if ((await gallery.entry(checked.id))?.deletedAt === null) return { outcome: 'known' }
      await gallery.put(checked, new Uint8Array(await file.arrayBuffer()))
      return { outcome: 'added' }
    } catch (thrown) {
      return { outcome: 'failed', error: toErrorData(thrown) }
    }
  }

  return {
    find: (query) => tell(NOTHING, () => gallery.find(query)),
    records: (ids) => tell([], () => gallery.records(ids)),
    thumbnail: (id) => tell(null, () => thumbnail(id)),
    drop: (ids) => tell(undefined, () => gallery.drop(ids)).then(changed),
    add: async (pictures) => {
      const outcomes: PictureImport[] = []
      for (const picture of pictures) outcomes.push(await addOne(picture))
      await changed()
      return outcomes
    },
  }
}

function checkedBy(check: PictureLibraryParts['check'], record: unknown): PictureRecord {
  try {
    return check(record)
  } catch (thrown) {
    throw new AppError('invalid_file', `a picture's record is not one of ours: ${String(thrown)}`, {}, thrown)
  }
}
