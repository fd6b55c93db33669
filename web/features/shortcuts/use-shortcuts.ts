import { useEffect } from 'react'
import { useActions, usePreferences } from '../../state/page-context.tsx'
import { isTextTarget } from '../drop/drop-routing.ts'
import { useHistory } from '../history/use-history.ts'
import type { Generate } from '../prompt/use-generate.ts'
import { findShortcut } from './find-shortcut.ts'
import { moveFocus } from './move-focus.ts'
import type { ShortcutId } from './shortcut-table.ts'

/** What the shortcuts ask of the page around them. */
export interface ShortcutGround {
  readonly generate: Pick<Generate, 'run' | 'next'>
  readonly showHelp: () => void
  readonly showCommands: () => void
}

/** Listens for the shortcuts that act anywhere on the page. */
export function useShortcuts({ generate, showHelp, showCommands }: ShortcutGround): void {
  const { stop, skip } = useActions()
  const history = useHistory()
  const areSinglesOn = usePreferences((state) => state.singleLetterShortcuts)
  useEffect(() => {
    const run: Record<ShortcutId<'anywhere'>, () => void> = {
      generate: generate.run,
      generateNext: generate.next,
      stop,
      skip,
      undo: history.undo,
      redo: history.redo,
      help: showHelp,
      commands: showCommands,
      nextRegion: () => moveFocus(1),
      previousRegion: () => moveFocus(-1),
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return
      const id = findShortcut('anywhere', event, {
        isTyping: isTextTarget(event.target),
        isInDialog: document.querySelector('[role="dialog"]') !== null,
        areSinglesOn,
      })
      if (!id) return
      event.preventDefault()
      run[id]()
    }
    // A button with the focus would keep Enter for itself, whatever is held with it.
    const beforeButtons = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      onKeyDown(event)
      if (event.defaultPrevented) event.stopPropagation()
    }
    addEventListener('keydown', onKeyDown)
    addEventListener('keydown', beforeButtons, true)
    return () => {
      removeEventListener('keydown', onKeyDown)
      removeEventListener('keydown', beforeButtons, true)
    }
  }, [generate, showHelp, showCommands, stop, skip, history, areSinglesOn])
}
