import { useDraft } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { Slider } from '../../ui/Slider.tsx'
import { Switch } from '../../ui/Switch.tsx'
import styles from './Advanced.module.css'
import { SettingMarks } from './SettingMarks.tsx'
import { useIsShown } from './use-changed.ts'

/** The request's value that leaves a setting alone. */
const OFF = -1

/** A setting that takes the place of what would be used: a switch, and a slider while it is on. */
export function OverrideSetting(props: {
  readonly name: 'overwrite_step' | 'overwrite_switch' | 'overwrite_width' | 'overwrite_height'
  /** Where the slider starts: what is used while this is off. */
  readonly usual: number
  readonly min: number
  readonly max: number
  readonly step: number
}) {
  const { name, usual, min, max, step } = props
  const say = useText()
  const value = useRequest(name)[name]
  const edit = useDraft((state) => state.edit)
  const isOn = value > 0
  const isShown = useIsShown(name)
  const label = say(`override.${name}`)
  if (!isShown) return null
  return (
    <div className={cx(styles.override)}>
      <Switch
        label={say(`field.${name}`)}
        help={<SettingMarks name={name} label={say(`field.${name}`)} />}
        isOn={isOn}
        onChange={(on) => edit({ [name]: on ? Math.min(Math.max(usual, min), max) : OFF })}
      />
      {isOn && (
        <Slider
          label={label}
          exactLabel={say('settings.exact', { name: label })}
          value={value}
          onChange={(number) => edit({ [name]: number })}
          min={min}
          max={max}
          step={step}
        />
      )}
    </div>
  )
}
