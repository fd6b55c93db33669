import { useEffect, useState } from 'react'

/**
 * An address for a blob, for as long as the component shows it. The one place where such addresses are made and
 * revoked.
 *
 * @returns null until there is one
 */
export function useObjectUrl(blob: Blob | null): string | null {
  const [made, setMade] = useState<{ readonly blob: Blob; readonly url: string } | null>(null)
  useEffect(() => {
    if (!blob) return
    const url = URL.createObjectURL(blob)
    let isWanted = true
    // Not within the effect itself, which would draw everything twice in one go.
    queueMicrotask(() => isWanted && setMade({ blob, url }))
    return () => {
      isWanted = false
      URL.revokeObjectURL(url)
    }
  }, [blob])
  return made && made.blob === blob ? made.url : null
}
