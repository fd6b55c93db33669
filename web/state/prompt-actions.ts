import type { PromptLength, WildcardList } from '../../contract/prompt-help.ts'
import type { EnginePort } from './connection-state.ts'
import type { PageStores } from './page-stores.ts'

/** What can be done with the prompt besides typing it. */
export interface PromptActions {
  /** How long a prompt is to the draft's model; null while nobody can tell. */
  readonly measurePrompt: (prompt: string) => Promise<PromptLength | null>
  readonly listWildcards: () => Promise<readonly WildcardList[]>
  readonly clearPrompt: () => void
  /** Puts an earlier prompt in the place of the present one. */
  readonly takePrompt: (prompt: string) => void
  /** Empties the list of earlier prompts. */
  readonly forgetPrompts: () => void
}

/** Makes the actions of the prompt. */
export function createPromptActions(
  { draft, draftNow, habits, toast }: Pick<PageStores, 'draft' | 'draftNow' | 'habits' | 'toast'>,
  { studio }: Pick<EnginePort, 'studio'>,
): PromptActions {
  const put = (prompt: string, kind: 'prompt_replaced' | 'prompt_cleared') => {
    const { request } = draft.getState().draft
    const before = request.prompt ?? ''
    draft.getState().edit({ prompt })
    if (before !== '') toast({ kind, undo: () => draft.getState().edit({ prompt: before }) })
  }
  return {
    measurePrompt: async (prompt) => {
      const { model } = draftNow.getState()
      return model && studio.prompts.measure(prompt, model.id)
    },
    listWildcards: () => studio.prompts.wildcards(),
    clearPrompt: () => put('', 'prompt_cleared'),
    takePrompt: (prompt) => put(prompt, 'prompt_replaced'),
    forgetPrompts: () => {
      const { recentPrompts, forgetPrompts, restorePrompts } = habits.getState()
      forgetPrompts()
      toast({ kind: 'prompts_forgotten', undo: () => restorePrompts(recentPrompts) })
    },
  }
}
