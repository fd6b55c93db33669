import { useEffect, useState } from 'react'

/** Something that is shown from a blob. */
export interface UrlSource {
  readonly blob: Blob
}

/**
 * An address for a picture's blob, given out only once the browser has decoded it. Until then the one before stays,
 * so that pictures change without an empty frame. Beside use-object-url.ts the only place that makes addresses.
 *
 * @param source the same object for as long as the same is to be shown
 * @returns what is decoded, with its source; null until there is something
 */
export function useDecodedUrl<Source extends UrlSource>(
  source: Source | null,
): { readonly source: Source; readonly url: string } | null {
  const [shown, setShown] = useState<{ readonly source: Source; readonly url: string } | null>(null)
  useEffect(() => {
    if (!source) return
    let isWanted = true
    const url = URL.createObjectURL(source.blob)
    const image = new Image()
    image.src = url
    const show = () => {
      if (isWanted) setShown({ source, url })
      else URL.revokeObjectURL(url)
    }
    // A damaged file is shown as the browser shows such files.
    image.decode().then(show, show)
    return () => {
      isWanted = false
    }
  }, [source])
  useEffect(() => {
    if (shown) return () => URL.revokeObjectURL(shown.url)
  }, [shown])
  return source && shown
}
