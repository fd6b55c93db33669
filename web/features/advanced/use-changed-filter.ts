import { useState } from 'react'
import type { GenerationRequest } from '../../../contract/request.ts'
import { useChanged } from './use-changed.ts'

type Field = keyof GenerationRequest

/** Shows only the settings that were changed. */
export interface ChangedFilter {
  readonly isOn: boolean
  readonly set: (isOn: boolean) => void
  /** Null while the filter is off. */
  readonly shown: readonly Field[] | null
}

/**
 * The filter over some settings. What it showed at first it goes on showing: a control that is moved back must not
 * vanish under the hand, or take the focus away.
 */
export function useChangedFilter(names: readonly Field[]): ChangedFilter {
  const changed = useChanged(names)
  const [first, setFirst] = useState<readonly Field[] | null>(null)
  return {
    isOn: first !== null,
    set: (isOn) => setFirst(isOn ? changed : null),
    shown: first && [...new Set([...first, ...changed])],
  }
}
