import { useMemo } from 'react'
import type { PictureRecord } from '../../../contract/picture.ts'
import { useActions, useGallery, usePage } from '../../state/page-context.tsx'
import { fileName } from './file-name.ts'
import { saveFile } from './save-file.ts'

/** What can be done with a picture. */
export interface PictureActions {
  readonly download: (picture: PictureRecord) => void
  readonly copy: (picture: PictureRecord) => void
  readonly reuse: (picture: PictureRecord) => void
  readonly remove: (picture: PictureRecord) => void
  readonly open: (picture: PictureRecord) => void
}

/** The actions of the picture toolbar, the gallery and full view. */
export function usePictureActions(): PictureActions {
  const { files, toast } = usePage()
  const { reuse, deletePictures } = useActions()
  const open = useGallery((state) => state.open)
  return useMemo(
    () => ({
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
      remove: (picture) => deletePictures([picture.id]),
      open: (picture) => open(picture.id),
    }),
    [files, toast, reuse, deletePictures, open],
  )
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
