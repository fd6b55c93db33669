import type { ModelEntry } from '../../../contract/manifest.ts'
import { sizeOf } from '../../state/effective-request.ts'
import { useDraft } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx'
import { cx } from '../../ui/cx.ts'
import { stepsOf } from '../prompt/plan-line.ts'
import { sideLimits } from '../size/side-limits.ts'
import styles from './Advanced.module.css'
import { debugFields, hasAdm, hasClipSkip } from './advanced-fields.ts'
import { OverrideSetting } from './OverrideSetting.tsx'
import { ResetGroup } from './ResetGroup.tsx'
import { SamplingChoice } from './SamplingChoice.tsx'
import { SettingMarks } from './SettingMarks.tsx'
import { SettingSlider } from './SettingSlider.tsx'
import { SettingSwitch } from './SettingSwitch.tsx'
import { useIsShown } from './use-changed.ts'
import { useForced } from './use-forced.ts'

/** How a refiner takes over, by Fooocus' names. */
const REFINER_SWAP_METHODS = ['joint', 'separate', 'vae'] as const
const MOST_CLIP_SKIP = 12
const MOST_STEPS = 200

/** What is seldom moved: the sampler's knobs, overrides, and how a run is made and recorded. */
export function DebugTools({ model }: { readonly model: ModelEntry }) {
  const say = useText()
  const forced = useForced()
  const request = useRequest('refiner_model_name')
  const hasRefiner = request.refiner_model_name !== 'None' && forced === null
  return (
    <div className={cx(styles.tools)}>
      {hasAdm(model) && (
        <>
          <SettingSlider
            name="adm_scaler_positive"
            min={0.1}
            max={3}
            step={0.001}
            forced={forced?.adm.positive}
          />
          <SettingSlider
            name="adm_scaler_negative"
            min={0.1}
            max={3}
            step={0.001}
            forced={forced?.adm.negative}
          />
          <SettingSlider name="adm_scaler_end" min={0} max={1} step={0.001} forced={forced?.adm.end} />
        </>
      )}
      {hasRefiner && <SwapMethod />}
      <SettingSlider name="adaptive_cfg" min={1} max={30} step={0.01} forced={forced?.adaptiveCfg} />
      {hasClipSkip(model) && <SettingSlider name="clip_skip" min={1} max={MOST_CLIP_SKIP} step={1} />}
      <SamplingChoice model={model} />
      <Overrides model={model} hasRefiner={hasRefiner} />
      <div className={cx(styles.switches)}>
        <SettingSwitch name="disable_preview" />
        <SettingSwitch name="disable_seed_increment" />
        <SettingSwitch name="read_wildcards_in_order" />
      </div>
      <ResetGroup group={say('advanced.debug')} fields={debugFields(model)} />
    </div>
  )
}

function SwapMethod() {
  const say = useText()
  const value = useRequest('refiner_swap_method').refiner_swap_method
  const edit = useDraft((state) => state.edit)
  const isShown = useIsShown('refiner_swap_method')
  if (!isShown) return null
  return (
    <ChoiceGroup
      label={say('field.refiner_swap_method')}
      help={<SettingMarks name="refiner_swap_method" label={say('field.refiner_swap_method')} />}
      look="segments"
      value={value}
      onChange={(refiner_swap_method) => edit({ refiner_swap_method })}
      choices={REFINER_SWAP_METHODS.map((method) => ({ value: method, label: method }))}
    />
  )
}

function Overrides(props: { readonly model: ModelEntry; readonly hasRefiner: boolean }) {
  const request = useRequest('aspect_ratios_selection', 'performance_selection', 'refiner_switch')
  const { width, height } = sizeOf({ ...request, overwrite_width: -1, overwrite_height: -1 })
  const sides = sideLimits(props.model)
  const steps = stepsOf({ ...request, overwrite_step: -1 })
  return (
    <div className={cx(styles.switches)}>
      <OverrideSetting name="overwrite_step" usual={steps} min={1} max={MOST_STEPS} step={1} />
      {props.hasRefiner && (
        <OverrideSetting
          name="overwrite_switch"
          usual={Math.round(steps * request.refiner_switch)}
          min={1}
          max={MOST_STEPS}
          step={1}
        />
      )}
      <OverrideSetting name="overwrite_width" usual={width} {...sides} />
      <OverrideSetting name="overwrite_height" usual={height} {...sides} />
    </div>
  )
}
