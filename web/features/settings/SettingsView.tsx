import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { About } from '../about/About.tsx'
import { DeviceReportPanel } from '../device/DeviceReportPanel.tsx'
import { StoragePanel } from '../storage/StoragePanel.tsx'
import { Appearance } from './Appearance.tsx'
import { EngineChoice } from './EngineChoice.tsx'
import { Making } from './Making.tsx'
import { NotificationList } from './NotificationList.tsx'
import styles from './Settings.module.css'
import { WhenDone } from './WhenDone.tsx'

/** What is set once for the page as a whole; what a picture is made with is in Options. */
export function SettingsView() {
  const say = useText()
  return (
    <section
      className={cx(styles.view)}
      aria-label={say('app.settings')}
      data-region="settings"
      tabIndex={-1}
    >
      <div className={cx(styles.page)}>
        <h2 className={cx(styles.title)}>{say('app.settings')}</h2>
        <Appearance />
        <Making />
        <WhenDone />
        <StoragePanel />
        <EngineChoice />
        <DeviceReportPanel />
        <NotificationList />
        <About />
      </div>
    </section>
  )
}
