import { useMemo } from 'react'
import type { PictureId, PictureRecord } from '../../../contract/picture.ts'
import { useActions, usePage } from '../../state/page-context.tsx'
import type { ReusePart } from '../../state/reuse.ts'
import { fileName } from '../gallery/file-name.ts'
import { saveFile } from '../gallery/save-file.ts'

/** What can be done with a picture. */
export interface PictureActions {
  readonly favourite: (picture: PictureRecord) => void
  readonly download: (picture: PictureRecord) => void
  readonly copy: (picture: PictureRecord) => void
  readonly reuse: (picture: PictureRecord, part?: ReusePart) => void
  /** Opens the comparison with the next older picture, or the next newer one. */
  readonly compare: (picture: PictureRecord) => void
  readonly open: (picture: PictureRecord) => void
  readonly info: (picture: PictureRecord) => void
  readonly delete: (picture: PictureRecord) => void
}

/** The actions of the picture toolbar, the gallery and full view. */
export function usePictureActions(): PictureActions {
  const { files, toast, gallery } = usePage()
  const { reuse, deletePictures, favourite } = useActions()
  return useMemo(
    () => ({
      favourite: ({ id, isFavourite }) => favourite([id], !isFavourite),
      download: (picture) => {
        void files.load(picture.id).then((blob) => {
          if (blob) saveFile(blob, fileName(picture))
          else toast({ kind: 'picture_gone' })
        })
      },
      copy: (picture) => {
        // The promise goes into the item itself: Safari allows copying only within the press.
        const png = files.load(picture.id).then((blob) => toPng(blob))
        navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]).then(
          () => toast({ kind: 'copied' }),
          () => toast({ kind: 'copy_failed' }),
        )
      },
      reuse,
      compare: ({ id }) => {
        const other = companionOf(gallery.getState().pictures, id)
        if (other) gallery.getState().openCompare([other, id])
      },
      open: ({ id }) => gallery.getState().open(id),
      info: ({ id }) => gallery.getState().openInfo(id),
      delete: ({ id }) => deletePictures([id]),
    }),
    [files, toast, gallery, reuse, deletePictures, favourite],
  )
}

/**
 * The picture that a picture is compared with unless another is chosen: the one made before it.
 *
 * @param pictures newest first
 */
export function companionOf(pictures: readonly PictureRecord[], id: PictureId): PictureId | null {
  const at = pictures.findIndex((picture) => picture.id === id)
  return (pictures[at + 1] ?? pictures[at - 1])?.id ?? null
}

/** Browsers take PNG only. */
async function toPng(blob: Blob | null): Promise<Blob> {
  if (!blob) throw new Error('the file is gone')
  if (blob.type === 'image/png') return blob
  const bitmap = await createImageBitmap(blob)
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
  bitmap.close()
  return canvas.convertToBlob({ type: 'image/png' })
}
