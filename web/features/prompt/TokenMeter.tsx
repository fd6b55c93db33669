import { useEffect, useState } from 'react'
import type { PromptLength } from '../../../contract/prompt-help.ts'
import { useActions } from '../../state/page-context.tsx'
import { useDraftModel } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import styles from './PromptTools.module.css'

const PAUSE_MS = 300

/** How long the prompt is to the model. Information only: a long prompt is read in parts. */
export function TokenMeter({ prompt }: { readonly prompt: string }) {
  const say = useText()
  const { measurePrompt } = useActions()
  const modelId = useDraftModel()?.id
  const [length, setLength] = useState<PromptLength | null>(null)
  useEffect(() => {
    let isOld = false
    const timer = setTimeout(() => {
      void measurePrompt(prompt).then((found) => isOld || setLength(found))
    }, PAUSE_MS)
    return () => {
      isOld = true
      clearTimeout(timer)
    }
  }, [prompt, modelId, measurePrompt])
  return (
    <span className={cx(styles.meter)}>
      {length && prompt !== '' && say('prompt.tokens', { tokens: length.tokens, parts: length.parts })}
    </span>
  )
}
