import { createStore, type StoreApi } from 'zustand/vanilla'
import { toErrorData, type ErrorData } from '../../../contract/errors.ts'
import type { PictureId } from '../../../contract/picture.ts'
import { dayOf } from '../../state/day.ts'
import { recordOf } from '../../state/gallery.ts'
import type { PageStores } from '../../state/page-stores.ts'
import type { Say } from '../../text/say.ts'
import type { ImportReport } from './import-files.ts'
import type { ImportGround } from './record-of-file.ts'

/** What moves pictures, and what came of the last time. */
export interface TransferState {
  readonly job: { readonly kind: 'export' | 'import'; readonly done: number; readonly of: number } | null
  readonly result:
    | { readonly kind: 'exported'; readonly count: number }
    | { readonly kind: 'imported'; readonly report: ImportReport }
    | { readonly kind: 'failed'; readonly error: ErrorData }
    | null
  /** Saves pictures as a zip. To be called within a press. */
  readonly exportZip: (ids: readonly PictureId[], say: Say) => Promise<void>
  readonly importFiles: (files: readonly File[]) => Promise<void>
  readonly cancel: () => void
  readonly dismiss: () => void
}

const stores = new WeakMap<PageStores['gallery'], StoreApi<TransferState>>()

/** The transfers of a page. They go on while other views are open. */
export function transferOf(page: PageStores): StoreApi<TransferState> {
  const known = stores.get(page.gallery)
  if (known) return known
  const made = createTransferStore(page)
  stores.set(page.gallery, made)
  return made
}

function createTransferStore(page: PageStores): StoreApi<TransferState> {
  let running = new AbortController()

  return createStore<TransferState>((set, get) => {
    const run = async (
      kind: 'export' | 'import',
      of: number,
      work: (
        signal: AbortSignal,
        onDone: (done: number, of: number) => void,
      ) => Promise<TransferState['result']>,
    ) => {
      if (get().job) return
      running = new AbortController()
      const { signal } = running
      set({ job: { kind, done: 0, of }, result: null })
      try {
        const result = await work(signal, (done, all) => set({ job: { kind, done, of: all } }))
        set({ result })
      } catch (thrown) {
        // The browser's own words for a full disk and the like stand in the message.
        if (!signal.aborted) set({ result: { kind: 'failed', error: toErrorData(thrown) } })
      } finally {
        set({ job: null })
      }
    }

    return {
      job: null,
      result: null,
      exportZip: (ids, say) =>
        run('export', ids.length, async (signal, onDone) => {
          const { openZipSink } = await import('./save-stream.ts')
          const sink = await openZipSink(`fooocus-tab-${dayOf(Date.now())}.zip`)
          if (!sink) return null
          const { zipOfPictures } = await import('./zip-of-pictures.ts')
          let count = 0
          const stream = zipOfPictures(ids, {
            files: page.files,
            recordsOf: (some) => recordsOf(page, some),
            say,
            signal,
            onDone: (done) => {
              count = done
              onDone(done, ids.length)
            },
          })
          await sink.write(stream, signal)
          return { kind: 'exported', count }
        }),
      importFiles: (files) =>
        run('import', 0, async (signal, onDone) => {
          const { importFiles } = await import('./import-files.ts')
          const ground = await groundOf(page)
          const report = await importFiles(files, { library: page.library, ground, onDone, signal })
          return { kind: 'imported', report }
        }),
      cancel: () => running.abort(),
      dismiss: () => set({ result: null }),
    }
  })
}

/** Records from the worker, and of pictures that only the page has. */
async function recordsOf({ library, gallery }: PageStores, ids: readonly PictureId[]) {
  const stored = new Map((await library.records(ids)).map((record) => [record.id, record]))
  return ids.flatMap((id) => stored.get(id) ?? recordOf(gallery.getState(), id) ?? [])
}

async function groundOf({ environment, draftNow }: PageStores): Promise<ImportGround> {
  const { restoreGround } = await import('../drop/settings-from-picture.ts')
  return restoreGround(environment.getState(), draftNow.getState().model)
}
