import { useMemo } from 'react'
import { usePage } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { stepText } from './step-text.ts'

/** Undo and redo of the draft, which say aloud what they did: the changed setting may be out of sight. */
export function useHistory(): { readonly undo: () => void; readonly redo: () => void } {
  const say = useText()
  const { history, announcer } = usePage()
  return useMemo(() => {
    const { announce } = announcer.getState()
    return {
      undo: () => {
        const step = history.undo()
        announce(step ? say('history.undone', { what: stepText(step, say) }) : say('history.nothingToUndo'))
      },
      redo: () => {
        const step = history.redo()
        announce(step ? say('history.redone', { what: stepText(step, say) }) : say('history.nothingToRedo'))
      },
    }
  }, [history, announcer, say])
}
