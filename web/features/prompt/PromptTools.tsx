import { AArrowDown, AArrowUp, Eraser } from 'lucide-react'
import type { RefObject } from 'react'
import { useActions } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { RowButton } from '../../ui/RowButton.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import { CompletionList } from './CompletionList.tsx'
import styles from './PromptTools.module.css'
import { RecentPrompts } from './RecentPrompts.tsx'
import { TokenMeter } from './TokenMeter.tsx'
import { useHasSelection, useWeightKeys } from './use-weight-keys.ts'

/** What helps to write the prompt: its length, weights, completion, earlier prompts. */
export function PromptTools({
  box,
  prompt,
}: {
  readonly box: RefObject<HTMLTextAreaElement | null>
  readonly prompt: string
}) {
  const say = useText()
  const { clearPrompt } = useActions()
  const weigh = useWeightKeys(box)
  const hasSelection = useHasSelection(box)
  const clear = () => {
    clearPrompt()
    box.current?.focus()
  }
  return (
    <>
      <CompletionList box={box} />
      <TokenMeter prompt={prompt} />
      {hasSelection && (
        // A press must not take the focus, and with it the selection, that it is about.
        <span className={cx(styles.weights)} onMouseDownCapture={(event) => event.preventDefault()}>
          <RowButton isSkippedByTab label={say('prompt.less')} onPress={() => weigh(-1)}>
            <AArrowDown size={16} aria-hidden="true" />
          </RowButton>
          <RowButton isSkippedByTab label={say('prompt.more')} onPress={() => weigh(1)}>
            <AArrowUp size={16} aria-hidden="true" />
          </RowButton>
        </span>
      )}
      <IconButton label={say('prompt.clear')} isDisabled={prompt === ''} onPress={clear}>
        <Eraser size={16} aria-hidden="true" />
      </IconButton>
      <RecentPrompts box={box} />
      <HelpButton topic="prompt" name={say('prompt.label')} />
    </>
  )
}
