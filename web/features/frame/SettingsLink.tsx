import { Settings } from 'lucide-react'
import { useEnvironment } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import styles from './Banner.module.css'
import { hrefOf, type View } from './views.ts'

/** The way to Settings, with a dot while a newer version of the page waits. */
export function SettingsLink({ view }: { readonly view: View }) {
  const say = useText()
  const hasUpdate = useEnvironment((state) => state.hasUpdate)
  const label = say('app.settings')
  return (
    <a
      href={hrefOf('settings')}
      className={cx(styles.icon, styles.settings)}
      aria-label={hasUpdate ? say('app.settingsUpdate') : label}
      title={label}
      {...(view === 'settings' && { 'aria-current': 'page' })}
    >
      <Settings size={20} aria-hidden="true" />
      {hasUpdate && <span className={cx(styles.dot)} />}
    </a>
  )
}
