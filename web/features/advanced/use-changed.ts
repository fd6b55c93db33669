import { createContext, useContext, useMemo } from 'react'
import type { GenerationRequest } from '../../../contract/request.ts'
import { EMPTY_DRAFT } from '../../state/draft.ts'
import { effectiveRequest } from '../../state/effective-request.ts'
import { usePresets } from '../../state/page-context.tsx'
import { useDraftModel, useRequest } from '../../state/use-request.ts'
import { changedFrom } from './changed.ts'

type Field = keyof GenerationRequest

/** The settings that are shown while only changed ones are; null shows all. */
export const ShownFields = createContext<readonly Field[] | null>(null)

/** Whether a setting is among those that are shown. */
export function useIsShown(name: Field): boolean {
  const shown = useContext(ShownFields)
  return shown === null || shown.includes(name)
}

/** Those of some settings that differ from the preset, or from what the model wants. */
export function useChanged(names: readonly Field[]): readonly Field[] {
  const now = useRequest(...names)
  const model = useDraftModel()
  const preset = usePresets(({ chosen }) => chosen)
  return useMemo(
    () => changedFrom(names, now, effectiveRequest(EMPTY_DRAFT, { model, backend: null }), preset),
    [names, now, model, preset],
  )
}
