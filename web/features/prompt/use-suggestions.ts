import { useEffect, useMemo, useState } from 'react'
import { lorasFor } from '../../../contract/lora.ts'
import type { WildcardList } from '../../../contract/prompt-help.ts'
import { useActions, useEnvironment } from '../../state/page-context.tsx'
import { useDraftModel } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import type { Suggestion } from './complete-prompt.ts'

/** All that prompts may name on this device. Word lists are asked for once they are needed, and when files change. */
export function useSuggestions(isNeeded: boolean): readonly Suggestion[] {
  const say = useText()
  const { listWildcards } = useActions()
  const model = useDraftModel()
  const userFiles = useEnvironment((state) => state.userFiles)
  const [lists, setLists] = useState<readonly WildcardList[]>([])
  useEffect(() => {
    if (!isNeeded) return
    let isOld = false
    void listWildcards().then((found) => isOld || setLists(found))
    return () => {
      isOld = true
    }
  }, [isNeeded, userFiles, listWildcards])
  return useMemo(
    () => [
      ...lists.map(({ name, examples }): Suggestion => {
        return { kind: 'wildcard', name, note: examples.join(', ') }
      }),
      ...(model ? lorasFor(model, userFiles) : []).map(({ name }): Suggestion => {
        return { kind: 'lora', name: stemOf(name), note: say('prompt.lora') }
      }),
      ...userFiles
        .filter(({ kind }) => kind === 'embedding')
        .map(({ name }): Suggestion => {
          return { kind: 'embedding', name: stemOf(name), note: say('prompt.embedding') }
        }),
    ],
    [lists, model, userFiles, say],
  )
}

const stemOf = (file: string) => file.replace(/\.[^.]+$/u, '')
