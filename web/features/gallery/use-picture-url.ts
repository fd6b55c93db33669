import { useEffect, useState } from 'react'
import type { PictureId } from '../../../contract/picture.ts'
import { usePage } from '../../state/page-context.tsx'
import { useObjectUrl } from '../../ui/use-object-url.ts'

/**
 * An address for a picture's file. While the next file is read, the one before stays, so that nothing blinks.
 *
 * @returns null until there is one, and for no picture
 */
export function usePictureUrl(id: PictureId | null): string | null {
  const { files } = usePage()
  const [blob, setBlob] = useState<Blob | null>(null)
  useEffect(() => {
    let isWanted = true
    if (id !== null) void files.load(id).then((loaded) => isWanted && setBlob(loaded))
    return () => {
      isWanted = false
    }
  }, [id, files])
  const url = useObjectUrl(blob)
  return id === null ? null : url
}
