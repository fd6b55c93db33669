import { useEffect, useRef, useState } from 'react'
import { openCount } from '../../state/notifications.ts'
import { useNotifications, usePage } from '../../state/page-context.tsx'
import type { PageToast } from '../../state/toasts.ts'
import { useText } from '../../text/use-text.ts'
import { createToastLine, Toasts } from '../../ui/Toasts.tsx'
import { toastText } from './toast-text.ts'

const TOAST_MS = 10_000

/** Shows what is told in toasts, in words, one at a time, and how many more wait. */
export function ToastHost() {
  const say = useText()
  const { notifications } = usePage()
  const [line] = useState(() => createToastLine<PageToast>())
  const newest = useRef(0)
  useEffect(() => {
    const take = () => {
      const { list, close } = notifications.getState()
      const fresh = list.filter(({ id, isOpen }) => isOpen && id > newest.current).reverse()
      for (const { id, toast } of fresh) {
        newest.current = id
        line.add(toast, { timeout: TOAST_MS, onClose: () => close(id) })
      }
    }
    take()
    return notifications.subscribe(take)
  }, [notifications, line])
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
