import { parseRequest } from '../../contract/parse-request.ts'
import type { PictureRecord } from '../../contract/picture.ts'
import { UPSCALE_OR_VARY_METHODS } from '../../contract/request-parts.ts'
import { draftOf } from './effective-request.ts'
import type { PageStores } from './page-stores.ts'
import type { QueueEntrance } from './submit.ts'

/** The ways to make a picture of a picture that need no further word. */
export const REMAKE_METHODS = UPSCALE_OR_VARY_METHODS.filter(
  (method) => method !== 'Disabled' && method !== 'Upscale (Custom)',
)

/** One of {@link REMAKE_METHODS}. */
export type RemakeMethod = (typeof REMAKE_METHODS)[number]

/** Making pictures of pictures. */
export interface RemakeActions {
  /** Queues one picture made of another, with that one's own settings and another seed. The draft stays as it is. */
  readonly remake: (picture: PictureRecord, method: RemakeMethod) => Promise<void>
}

/** @param clear gives way to what the person wants: the sample of a first visit */
export function createRemakeActions(
  { files, gallery, toast }: Pick<PageStores, 'files' | 'gallery' | 'toast'>,
  queue: Pick<QueueEntrance, 'submit'>,
  clear: () => void,
): RemakeActions {
  return {
    remake: async ({ id, request }, method) => {
      const file = await files.load(id)
      if (!file) return toast({ kind: 'picture_gone' })
      const uov_input_image = { mime: file.type, bytes: new Uint8Array(await file.arrayBuffer()) }
      const made = parseRequest({
        ...draftOf(request).request,
        image_number: 1,
        upscale_or_vary: { uov_method: method, uov_input_image },
      })
      clear()
      gallery.getState().choose(null)
      queue.submit(made)
    },
  }
}
