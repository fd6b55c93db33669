import { useEffect, useState } from 'react'
import type { ModelEntry } from '../../../contract/manifest.ts'
import type { LoraFit, UserFile } from '../../../contract/user-files.ts'
import { useActions } from '../../state/page-context.tsx'

/** How a LoRA file stands to a model; null until that is known, and where it cannot be. */
export function useLoraFit({ name, sha256 }: UserFile, { id }: ModelEntry): LoraFit | null {
  const { loraFit } = useActions()
  const [found, setFound] = useState<{ readonly key: string; readonly fit: LoraFit | null } | null>(null)
  const key = `${id} ${sha256}`
  useEffect(() => {
    let isWanted = true
    void loraFit(name, id).then((fit) => isWanted && setFound({ key, fit }))
    return () => {
      isWanted = false
    }
  }, [loraFit, name, id, key])
  return found?.key === key ? found.fit : null
}
