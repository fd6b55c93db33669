import { useState } from 'react'
import { usePreferences } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { Switch } from '../../ui/Switch.tsx'
import styles from './Settings.module.css'
import { SettingsSection } from './SettingsSection.tsx'

/** How the page tells that a task has ended. */
export function WhenDone() {
  const say = useText()
  const { playsSound, notifies, showsTitleProgress, showsBadge, prefer } = usePreferences((state) => state)
  const [isRefused, setRefused] = useState(false)
  const canNotify = 'Notification' in globalThis
  const canBadge = 'setAppBadge' in navigator
  /** The browser is asked only when a person wants messages. */
  const notify = async (isOn: boolean) => {
    if (!isOn) return prefer({ notifies: false })
    const isAllowed = (await Notification.requestPermission()) === 'granted'
    setRefused(!isAllowed)
    prefer({ notifies: isAllowed })
  }
  const sound = (isOn: boolean) => {
    prefer({ playsSound: isOn })
    if (isOn) void import('../signals/signal-end.ts').then(({ playTone }) => playTone())
  }
  const badge = (isOn: boolean) => {
    prefer({ showsBadge: isOn })
    if (!isOn) void navigator.clearAppBadge().catch(() => undefined)
  }
  return (
    <SettingsSection title={say('done.title')}>
      <Switch label={say('done.sound')} isOn={playsSound} onChange={sound} />
      {canNotify && (
        <div>
          <Switch
            label={say('done.message')}
            isOn={notifies && Notification.permission === 'granted'}
            onChange={(isOn) => void notify(isOn)}
          />
          {isRefused && (
            <p role="alert" className={cx(styles.problem)}>
              {say('done.messageRefused')}
            </p>
          )}
        </div>
      )}
      <Switch
        label={say('done.titleProgress')}
        isOn={showsTitleProgress}
        onChange={(isOn) => prefer({ showsTitleProgress: isOn })}
      />
      {canBadge && <Switch label={say('done.badge')} isOn={showsBadge} onChange={badge} />}
    </SettingsSection>
  )
}
