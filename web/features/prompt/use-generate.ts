import { useCallback, useState } from 'react'
import type { ErrorData } from '../../../contract/errors.ts'
import { useActions, usePage } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'

/** Generate, and why it was refused the last time. */
export interface Generate {
  readonly run: () => void
  /** Null when the last press went through. */
  readonly refusal: ErrorData | null
}

/** Starts what the draft asks for, and says so aloud. */
export function useGenerate(): Generate {
  const say = useText()
  const { generate } = useActions()
  const { announcer } = usePage()
  const [refusal, setRefusal] = useState<ErrorData | null>(null)
  const run = useCallback(() => {
    const outcome = generate(say('prompt.suggestion'))
    const { announce } = announcer.getState()
    switch (outcome.kind) {
      case 'submitted':
        setRefusal(null)
        return announce(outcome.waiting > 1 ? say('prompt.added', { waiting: outcome.waiting - 1 }) : '')
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
      default:
        return outcome satisfies never
    }
  }, [generate, say, announcer])
  return { run, refusal }
}
