import { useMemo } from 'react'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import { effectiveRequest, type DraftGround } from './effective-request.ts'
import { modelNamed } from './environment.ts'
import { useDraft, useEnvironment } from './page-context.tsx'

/** The model that the draft would be drawn with; null until models are known. */
export function useDraftModel(): ModelEntry | null {
  const name = useDraft(({ draft }) => draft.request.base_model_name)
  return useEnvironment(({ models }) => modelNamed(models, name))
}

/** The whole request the draft stands for right now. */
export function useRequest(): GenerationRequest {
  const draft = useDraft((state) => state.draft)
  const model = useDraftModel()
  const backend = useEnvironment(({ device }) => device?.backend ?? null)
  return useMemo(() => {
    const ground: DraftGround = { model, backend }
    return effectiveRequest(draft, ground)
  }, [draft, model, backend])
}
