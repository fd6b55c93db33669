import { joinClauses } from '../../text/format.ts'
import { fieldName } from '../../text/field-name.ts'
import type { Say } from '../../text/use-text.ts'
import type { RestoredSettings } from './settings-from-picture.ts'

/** What of a picture's settings cannot be restored, in words; empty when all can. */
export function notRestored(settings: RestoredSettings, say: Say): string {
  const { missing, unknownStyles, refused, adapted } = settings
  const clauses = [
    ...missing.map((name) => say('drop.fileMissing', { name })),
    ...unknownStyles.map((name) => say('drop.styleUnknown', { name })),
    ...(adapted
      ? [
          say('drop.sizeAdapted', {
            from: `${adapted.from.width}×${adapted.from.height}`,
            to: `${adapted.to.width}×${adapted.to.height}`,
          }),
        ]
      : []),
    ...refused.map((name) => say('drop.field', { name: fieldName(name, say) })),
  ]
  return joinClauses(clauses, say)
}
