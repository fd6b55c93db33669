import { useNotifications } from '../../state/page-context.tsx'
import { formatDate } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { toastText } from '../toasts/toast-text.ts'
import styles from './Settings.module.css'
import { SettingsSection } from './SettingsSection.tsx'

/** What the page told in passing during this visit. */
export function NotificationList() {
  const say = useText()
  const list = useNotifications((state) => state.list)
  return (
    <SettingsSection title={say('toasts.history')}>
      {list.length === 0 && <p className={cx(styles.note)}>{say('toasts.none')}</p>}
      {list.length > 0 && (
        <ol className={cx(styles.told)}>
          {list.map(({ id, toast, at }) => (
            <li key={id}>
              <time dateTime={new Date(at).toISOString()}>{formatDate(at, { timeStyle: 'short' }, say)}</time>
              <span>{toastText(toast, say)}</span>
            </li>
          ))}
        </ol>
      )}
    </SettingsSection>
  )
}
