import type { GenerationRequest } from '../../../contract/request.ts'
import type { ChosenPreset } from '../../state/presets.ts'

type Field = keyof GenerationRequest

/** Where a setting stands when nobody moves it: as the chosen preset has it, or else the model. */
export function usualValue(name: Field, untouched: GenerationRequest, preset: ChosenPreset | null): unknown {
  return preset && name in preset.applied ? preset.applied[name] : untouched[name]
}

/** Those of some settings that were moved away from the preset or, without one, from the model. */
export function changedFrom(
  names: readonly Field[],
  now: Partial<GenerationRequest>,
  untouched: GenerationRequest,
  preset: ChosenPreset | null,
): readonly Field[] {
  return names.filter(
    (name) => JSON.stringify(now[name]) !== JSON.stringify(usualValue(name, untouched, preset)),
  )
}
