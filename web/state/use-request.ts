import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import { usePage } from './page-context.tsx'

/** The model that the draft would be drawn with; null until models are known. */
export const useDraftModel = (): ModelEntry | null => useStore(usePage().draftNow, ({ model }) => model)

/**
 * The request the draft stands for right now.
 *
 * @param names fields to follow, so that typing in one does not draw what shows another; none follows all
 */
export function useRequest(): GenerationRequest
export function useRequest<Name extends keyof GenerationRequest>(
  ...names: readonly Name[]
): Pick<GenerationRequest, Name>
export function useRequest(...names: readonly (keyof GenerationRequest)[]): Partial<GenerationRequest> {
  const pick = useShallow(({ request }: { readonly request: GenerationRequest }) =>
    names.length === 0 ? request : Object.fromEntries(names.map((name) => [name, request[name]])),
  )
  return useStore(usePage().draftNow, pick)
}
