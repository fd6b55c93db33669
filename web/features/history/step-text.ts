import type { HistoryStep } from '../../state/history.ts'
import { fieldName } from '../../text/field-name.ts'
import type { Say } from '../../text/use-text.ts'

/** What a step of the history changes, in a few words: "Guidance Scale", "Preset", "5 settings". */
export function stepText({ fields, isPreset }: HistoryStep, say: Say): string {
  const [field] = fields
  if (isPreset) return say('presets.label')
  return fields.length === 1 && field ? fieldName(field, say) : say('history.many', { count: fields.length })
}
