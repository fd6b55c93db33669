import { useEffect, useState } from 'react'
import type { GalleryEntry } from '../../../contract/gallery-query.ts'
import { usePage } from '../../state/page-context.tsx'
import { useObjectUrl } from '../../ui/use-object-url.ts'

/**
 * An address for the small version of a picture, for as long as it is shown.
 *
 * @returns null until there is one
 */
export function useThumbnailUrl({ id, width, height }: Pick<GalleryEntry, 'id' | 'width' | 'height'>) {
  const { files } = usePage()
  const [blob, setBlob] = useState<Blob | null>(null)
  useEffect(() => {
    let isWanted = true
    void files.thumbnail({ id, width, height }).then((loaded) => isWanted && setBlob(loaded))
    return () => {
      isWanted = false
    }
  }, [id, width, height, files])
  return useObjectUrl(blob)
}
