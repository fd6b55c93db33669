import type { PageToast } from '../../state/toasts.ts'
import type { Say } from '../../text/use-text.ts'

/** A toast in words. */
export function toastText(toast: PageToast, say: Say): string {
  return say(`toast.${toast.kind}`, {
    ...('count' in toast && { count: toast.count }),
    ...('name' in toast && { name: toast.name }),
    ...('why' in toast && { why: toast.why }),
    ...('part' in toast && { part: toast.part, missing: toast.missing || 'none' }),
  })
}
