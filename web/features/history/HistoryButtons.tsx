import { Redo2, Undo2 } from 'lucide-react'
import { useDraft, useDraftSteps, usePage, usePresets } from '../../state/page-context.tsx'
import type { Draft } from '../../state/draft.ts'
import { useText } from '../../text/use-text.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { stepText } from './step-text.ts'
import { useHistory } from './use-history.ts'

/** Undo and Redo of the settings; each says what it would change. */
export function HistoryButtons() {
  const say = useText()
  const { undo, redo } = useHistory()
  const { back, forth } = useDraftSteps()
  const what = useStepText()
  return (
    <>
      <IconButton
        label={back ? say('history.undoOf', { what: what(back) }) : say('history.undo')}
        isIdle={!back}
        onPress={undo}
      >
        <Undo2 size={18} aria-hidden="true" />
      </IconButton>
      <IconButton
        label={forth ? say('history.redoOf', { what: what(forth) }) : say('history.redo')}
        isIdle={!forth}
        onPress={redo}
      >
        <Redo2 size={18} aria-hidden="true" />
      </IconButton>
    </>
  )
}

function useStepText(): (target: Draft) => string {
  const say = useText()
  const { history } = usePage()
  // What a step changes depends on where the draft and the preset are now.
  useDraft(({ draft }) => draft)
  usePresets(({ chosen }) => chosen)
  return (target) => stepText(history.stepTo(target), say)
}
