import type { StoreApi } from 'zustand/vanilla'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import type { Draft } from './draft.ts'
import type { DraftStore } from './draft-store.ts'
import { effectiveRequest } from './effective-request.ts'
import { modelNamed, type EnvironmentState } from './environment.ts'

/** What the draft comes to, here and now. */
export interface DraftNow {
  /** What it would be drawn with; null until models are known. */
  readonly model: ModelEntry | null
  /** What Generate would ask for, before it is checked. Values that stay equal stay the same objects. */
  readonly request: GenerationRequest
}

/** A store that is derived from others and cannot be set. */
export type DraftNowStore = Pick<StoreApi<DraftNow>, 'getState' | 'getInitialState' | 'subscribe'>

/** What a draft comes to where the page finds itself. */
export function draftHere(
  draft: Draft,
  { models, device }: Pick<EnvironmentState, 'models' | 'device'>,
): DraftNow {
  const model = modelNamed(models, draft.request.base_model_name)
  return { model, request: effectiveRequest(draft, { model, backend: device?.backend ?? null }) }
}

/** Derives it from the draft, the models and what computes; worked out again only when one of these has changed. */
export function createDraftNow(
  draft: Pick<DraftStore, 'getState' | 'subscribe'>,
  environment: Pick<StoreApi<EnvironmentState>, 'getState' | 'subscribe'>,
): DraftNowStore {
  let known: { readonly from: readonly unknown[]; readonly now: DraftNow } | null = null

  const getState = (): DraftNow => {
    const { draft: current } = draft.getState()
    const here = environment.getState()
    const from = [current, modelNamed(here.models, current.request.base_model_name), here.device?.backend]
    if (known && from.every((value, at) => value === known!.from[at])) return known.now
    const fresh = draftHere(current, here)
    const now = known
      ? keepEqual(known.now, { ...fresh, request: keepEqual(known.now.request, fresh.request) })
      : fresh
    known = { from, now }
    return now
  }

  return {
    getState,
    getInitialState: getState,
    subscribe: (listener) => {
      let before = getState()
      const look = () => {
        const now = getState()
        if (now === before) return
        const last = before
        before = now
        listener(now, last)
      }
      const stops = [draft.subscribe(look), environment.subscribe(look)]
      return () => stops.forEach((stop) => stop())
    },
  }
}

/** `fresh` with the old objects where they say the same; `old` itself where everything does. */
function keepEqual<T extends object>(old: T, fresh: T): T {
  const kept = { ...fresh }
  let isSame = Object.keys(old).length === Object.keys(fresh).length
  for (const key of Object.keys(fresh) as (keyof T)[]) {
    if (isEqual(old[key], fresh[key])) kept[key] = old[key]
    else isSame = false
  }
  return isSame ? old : kept
}

/** Lists by what they hold; other objects, which may hold pictures, are equal to themselves only. */
function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  return Array.isArray(one) && Array.isArray(other) && JSON.stringify(one) === JSON.stringify(other)
}
