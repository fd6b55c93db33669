import { openCount } from '../../state/notifications.ts'
import { useNotifications } from '../../state/page-context.tsx'
import type { PageToast } from '../../state/toasts.ts'
import { useText } from '../../text/use-text.ts'
import { Toasts, type ToastLine } from '../../ui/Toasts.tsx'
import { toastText } from './toast-text.ts'

/** Shows the page's toasts, in words, and how many more wait. */
export function PageToasts({ line }: { readonly line: ToastLine<PageToast> }) {
  const say = useText()
  const more = useNotifications(openCount) - 1
  return (
    <Toasts
      label={say('toasts.region')}
      closeLabel={say('app.close')}
      line={line}
      moreLabel={more > 0 ? say('toasts.more', { count: more }) : null}
      textOf={(toast) => ({
        title: toastText(toast, say),
        action: 'undo' in toast && toast.undo ? { label: say('toast.undo'), run: toast.undo } : null,
      })}
    />
  )
}
