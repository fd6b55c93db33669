import { useDraft } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { Slider } from '../../ui/Slider.tsx'
import { SettingMarks } from './SettingMarks.tsx'
import { useIsShown } from './use-changed.ts'

/** The numbers of a request that have a slider here. */
type SliderField =
  | 'guidance_scale'
  | 'sharpness'
  | 'adaptive_cfg'
  | 'clip_skip'
  | 'adm_scaler_positive'
  | 'adm_scaler_negative'
  | 'adm_scaler_end'
  | 'freeu_b1'
  | 'freeu_b2'
  | 'freeu_s1'
  | 'freeu_s2'

/** A slider for one number of the request; a number that the performance mode sets is shown and cannot be moved. */
export function SettingSlider(props: {
  readonly name: SliderField
  readonly min: number
  readonly max: number
  readonly step: number
  /** What the performance mode sets, if it does. */
  readonly forced?: number | undefined
}) {
  const { name, min, max, step, forced } = props
  const say = useText()
  const request = useRequest(name, 'performance_selection')
  const edit = useDraft((state) => state.edit)
  const isShown = useIsShown(name)
  const label = say(`field.${name}`)
  if (!isShown) return null
  return (
    <Slider
      label={label}
      exactLabel={say('settings.exact', { name: label })}
      value={forced ?? request[name]}
      onChange={(value) => edit({ [name]: value })}
      min={min}
      max={max}
      step={step}
      isDisabled={forced !== undefined}
      help={<SettingMarks name={name} label={label} />}
      hint={
        forced === undefined
          ? undefined
          : say('advanced.forced', { mode: say(`settings.mode.${request.performance_selection}`) })
      }
    />
  )
}
