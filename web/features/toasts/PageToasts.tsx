import type { PageToast } from '../../state/toasts.ts'
import { useText } from '../../text/use-text.ts'
import { Toasts, type ToastLine } from '../../ui/Toasts.tsx'

/** Shows the page's toasts, in words. */
export function PageToasts({ line }: { readonly line: ToastLine<PageToast> }) {
  const say = useText()
  return (
    <Toasts
      label={say('toasts.region')}
      closeLabel={say('app.close')}
      line={line}
      textOf={(toast) => ({
        title: say(`toast.${toast.kind}`, {
          ...('count' in toast && { count: toast.count }),
          ...('name' in toast && { name: toast.name }),
          ...('why' in toast && { why: toast.why }),
        }),
        action: 'undo' in toast && toast.undo ? { label: say('toast.undo'), run: toast.undo } : null,
      })}
    />
  )
}
