import { useEffect, useState } from 'react'
import type { PlanView } from '../../../contract/plan-view.ts'
import { useActions, useEnvironment } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'

/** After the last change of the draft. */
const ASK_DELAY_MS = 200

/** What a press of Generate would run, by the engine's own planner; it follows the draft. Null until it answers. */
export function usePlanView(): PlanView | null {
  const say = useText()
  const { viewPlan } = useActions()
  const request = useRequest()
  // Files that are added or removed change what a prompt can draw from.
  const userFiles = useEnvironment((state) => state.userFiles)
  const suggestion = say('prompt.suggestion')
  // One for the whole time that the plan is looked at, so that drawn words stay while other things change.
  const [exampleSeed] = useState(() => String(crypto.getRandomValues(new Uint32Array(1))[0]))
  const [view, setView] = useState<PlanView | null>(null)
  useEffect(() => {
    let isWanted = true
    const prompt = request.prompt.trim() === '' ? suggestion : request.prompt
    const timer = setTimeout(() => {
      void viewPlan({ ...request, prompt }, exampleSeed).then((next) => isWanted && setView(next))
    }, ASK_DELAY_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [request, userFiles, suggestion, exampleSeed, viewPlan])
  return view
}
