import { useEffect, useState } from 'react'
import type { PictureRecord } from '../../../contract/picture.ts'
import { usePage } from '../../state/page-context.tsx'
import { useDecodedUrl } from '../../ui/use-decoded-url.ts'

/** A picture that can be painted at once. */
export interface ReadyPicture {
  readonly picture: PictureRecord
  readonly url: string
}

/**
 * Reads and decodes a picture. Until it is ready the one before stays.
 *
 * @returns null until there is one, and for no picture
 */
export function useReadyPicture(picture: PictureRecord | null): ReadyPicture | null {
  const { files } = usePage()
  const [loaded, setLoaded] = useState<{ readonly picture: PictureRecord; readonly blob: Blob } | null>(null)
  const id = picture?.id
  useEffect(() => {
    let isWanted = true
    if (picture) {
      void files.load(picture.id).then((blob) => isWanted && setLoaded(blob && { picture, blob }))
    }
    return () => {
      isWanted = false
    }
    // A mark that changes on the record does not change its file.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, files])
  const decoded = useDecodedUrl(loaded)
  return picture && decoded && { picture: decoded.source.picture, url: decoded.url }
}
