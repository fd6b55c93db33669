import { useMemo, useState } from 'react'
import type { ErrorData } from '../../../contract/errors.ts'
import type { GenerateOutcome } from '../../state/generate-actions.ts'
import { useActions, usePage } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'

/** Generate in all its ways, and why it was refused the last time. */
export interface Generate {
  readonly run: () => void
  readonly next: () => void
  readonly repeat: () => void
  readonly eachStyle: () => void
  readonly eachChoice: () => void
  /** Null when the last press went through. */
  readonly refusal: ErrorData | null
}

/** Starts what the draft asks for, and says so aloud. */
export function useGenerate(): Generate {
  const say = useText()
  const actions = useActions()
  const { announcer } = usePage()
  const [refusal, setRefusal] = useState<ErrorData | null>(null)
  const ways = useMemo(() => {
    const tell = (outcome: GenerateOutcome): void => {
      switch (outcome.kind) {
        case 'submitted': {
          setRefusal(null)
          const others = outcome.waiting - 1
          return announcer.getState().announce(others > 0 ? say('prompt.added', { waiting: others }) : '')
        }
        case 'refused':
          return setRefusal(outcome.error)
        case 'seed_invalid': {
          const issues = [`${say('settings.seed')}: ${say('settings.seedError')}`]
          return setRefusal({
            code: 'invalid_request',
            message: 'the seed is not a seed',
            detail: { field: say('settings.seed'), issues },
          })
        }
        case 'held':
          setRefusal(null)
          announcer.getState().announce(say('stage.gettingReady'))
          return void outcome.outcome.then(tell)
        case 'dropped':
          return
        default:
          return outcome satisfies never
      }
    }
    const suggestion = say('prompt.suggestion')
    return {
      run: () => tell(actions.generate(suggestion)),
      next: () => tell(actions.generateNext(suggestion)),
      repeat: () => tell(actions.generateRepeatedly(suggestion)),
      eachStyle: () => tell(actions.generateEachStyle(suggestion)),
      eachChoice: () => tell(actions.generateEachChoice(suggestion)),
    }
  }, [actions, say, announcer])
  return useMemo(() => ({ ...ways, refusal }), [ways, refusal])
}
