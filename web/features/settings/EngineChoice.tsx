import { useEnvironment, usePreferences } from '../../state/page-context.tsx'
import { BACKEND_CHOICES } from '../../state/preferences.ts'
import { useText } from '../../text/use-text.ts'
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx'
import { cx } from '../../ui/cx.ts'
import { Select } from '../../ui/Select.tsx'
import styles from './Settings.module.css'
import { SettingsSection } from './SettingsSection.tsx'

const AUTO = 'auto'

/** Which processor computes, and with how many threads. A change starts the engine anew once no task runs. */
export function EngineChoice() {
  const say = useText()
  const { engineBackend, engineThreads, prefer } = usePreferences((state) => state)
  const device = useEnvironment((state) => state.device)
  const address = new URLSearchParams(location.search)
  const byAddress = address.has('engine') || address.has('threads')
  const cores = Math.max(1, navigator.hardwareConcurrency || 1)
  const counts = Array.from({ length: Math.max(cores, engineThreads ?? 1) }, (_, at) => String(at + 1))
  return (
    <SettingsSection title={say('engineChoice.title')}>
      <ChoiceGroup
        label={say('engineChoice.backend')}
        look="segments"
        value={engineBackend}
        onChange={(value) => prefer({ engineBackend: value })}
        choices={BACKEND_CHOICES.map((value) => ({ value, label: say(`engineChoice.${value}`) }))}
      />
      <Select
        label={say('engineChoice.threads')}
        value={engineThreads === null ? AUTO : String(engineThreads)}
        onChange={(value) => prefer({ engineThreads: value === AUTO ? null : Number(value) })}
        choices={[
          { value: AUTO, label: say('engineChoice.auto') },
          ...counts.map((value) => ({ value, label: value })),
        ]}
        hint={device?.crossOriginIsolated === false ? say('engineChoice.oneThread') : undefined}
      />
      <p className={cx(styles.note)}>
        {say(byAddress ? 'engineChoice.byAddress' : 'engineChoice.when', {
          address: location.search,
        })}
      </p>
    </SettingsSection>
  )
}
