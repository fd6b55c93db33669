import { useMemo } from 'react'
import type { GenerationRequest } from '../../../contract/request.ts'
import { EMPTY_DRAFT } from '../../state/draft.ts'
import type { SIZE_FIELDS } from '../../state/effective-request.ts'
import { effectiveRequest, sizeOf } from '../../state/effective-request.ts'
import { useDraft, useEnvironment, usePreferences } from '../../state/page-context.tsx'
import { stepTimeKey, usualStepMs } from '../../state/preferences.ts'
import { useDraftModel, useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { advancedFields } from '../advanced/advanced-fields.ts'
import { fieldsOutOfSight, planLine } from './plan-line.ts'

/** What the time of a step depends on. */
type TimedRequest = Pick<GenerationRequest, 'base_model_name' | (typeof SIZE_FIELDS)[number]>

/** Milliseconds of a step for a request on this device; null before the first one was timed. */
export function useStepMs(request: TimedRequest): number | null {
  const backend = useEnvironment(({ device }) => device?.backend ?? 'wasm')
  const key = stepTimeKey(backend, request.base_model_name, sizeOf(request))
  return usePreferences(({ stepTimes }) => usualStepMs(stepTimes, key))
}

/** Settings of the draft that have no control in sight. */
export function useFieldsOutOfSight(): readonly (keyof GenerationRequest)[] {
  const touched = useDraft(({ draft }) => draft.request)
  const model = useDraftModel()
  const isDeveloper = usePreferences((state) => state.isDeveloper)
  return useMemo(() => {
    const untouched = effectiveRequest(EMPTY_DRAFT, { model, backend: null })
    return fieldsOutOfSight(touched, untouched, model ? advancedFields(model, isDeveloper) : [])
  }, [touched, model, isDeveloper])
}

/** The plan line of the draft; that the engine gets ready, until the model is known on which the plan depends. */
export function usePlanLine(): string {
  const say = useText()
  const request = useRequest()
  const stepMs = useStepMs(request)
  const otherSettings = useFieldsOutOfSight().length
  const isAwaited = useEnvironment(
    ({ areModelsKnown, connection }) => !areModelsKnown && connection !== 'broken',
  )
  if (isAwaited) return say('stage.gettingReady')
  return planLine({ request, stepMs, otherSettings }, say)
}
