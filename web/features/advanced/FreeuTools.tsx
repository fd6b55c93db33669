import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import styles from './Advanced.module.css'
import { FREEU_FIELDS } from './advanced-fields.ts'
import { ResetGroup } from './ResetGroup.tsx'
import { SettingSlider } from './SettingSlider.tsx'
import { SettingSwitch } from './SettingSwitch.tsx'

/** FreeU: how much a network's backbone counts and how much its shortcuts do. */
export function FreeuTools() {
  const say = useText()
  const isOn = useRequest('freeu_enabled').freeu_enabled
  return (
    <div className={cx(styles.tools)}>
      <SettingSwitch name="freeu_enabled" label={say('advanced.enabled')} />
      {isOn && (
        <>
          <SettingSlider name="freeu_b1" min={0} max={2} step={0.01} />
          <SettingSlider name="freeu_b2" min={0} max={2} step={0.01} />
          <SettingSlider name="freeu_s1" min={0} max={4} step={0.01} />
          <SettingSlider name="freeu_s2" min={0} max={4} step={0.01} />
        </>
      )}
      <ResetGroup group={say('advanced.freeu')} fields={FREEU_FIELDS} />
    </div>
  )
}
