import { PERFORMANCE_MODES, type PerformanceMode } from '../../../contract/catalog/performance.ts'
import { useRequest } from '../../state/use-request.ts'

/** What the chosen performance mode sets by itself; null for the modes that leave everything to the user. */
export function useForced(): NonNullable<PerformanceMode['forced']> | null {
  const mode: PerformanceMode = PERFORMANCE_MODES[useRequest('performance_selection').performance_selection]
  return mode.forced ?? null
}
