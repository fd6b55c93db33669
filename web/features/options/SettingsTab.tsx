import { PERFORMANCE_MODES } from '../../../contract/catalog/performance.ts'
import { OUTPUT_FORMATS } from '../../../contract/image.ts'
import { MAX_PROMPT_LENGTH } from '../../../contract/request.ts'
import { useActions, useDraft } from '../../state/page-context.tsx'
import { useDraftModel, useRequest } from '../../state/use-request.ts'
import { MESSAGES, type MessageKey } from '../../text/messages.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx'
import { cx } from '../../ui/cx.ts'
import { Slider } from '../../ui/Slider.tsx'
import { TextBox } from '../../ui/TextBox.tsx'
import { PresetChoice } from '../presets/PresetChoice.tsx'
import { StoragePanel } from '../storage/StoragePanel.tsx'
import { WildcardPanel } from '../wildcards/WildcardPanel.tsx'
import { useFieldsOutOfSight } from '../prompt/use-plan.ts'
import styles from './Options.module.css'
import { PerformanceChoice } from './PerformanceChoice.tsx'
import { RatioChoice } from './RatioChoice.tsx'
import { SeedField } from './SeedField.tsx'

const MAX_IMAGES = 32

/** The settings of a request that most people want. They appear as a whole, once it is known what the model can do. */
export function SettingsTab() {
  return useDraftModel() && <Settings />
}

function Settings() {
  const say = useText()
  const request = useRequest()
  const edit = useDraft((state) => state.edit)
  const { resetSettings } = useActions()
  const mode = request.performance_selection
  const usesNegative = !('forced' in PERFORMANCE_MODES[mode])
  return (
    <div className={cx(styles.tab)}>
      <PresetChoice />
      <PerformanceChoice />
      <RatioChoice />
      <Slider
        label={say('settings.number')}
        exactLabel={say('settings.exact', { name: say('settings.number') })}
        value={request.image_number}
        onChange={(count) => edit({ image_number: count })}
        min={1}
        max={MAX_IMAGES}
        step={1}
      />
      <ChoiceGroup
        label={say('settings.format')}
        look="segments"
        value={request.output_format}
        onChange={(format) => edit({ output_format: format })}
        choices={OUTPUT_FORMATS.map((format) => ({ value: format, label: format }))}
      />
      <TextBox
        label={say('settings.negative')}
        value={request.negative_prompt}
        onChange={(text) => edit({ negative_prompt: text })}
        hint={
          usesNegative
            ? say('settings.negativeHint')
            : say('settings.negativeUnused', { mode: say(`settings.mode.${mode}`) })
        }
        isDisabled={!usesNegative}
        maxLength={MAX_PROMPT_LENGTH}
      />
      <div className={cx(styles.group)}>
        <SeedField />
      </div>
      <a className={cx(styles.link)} href="#/gallery?day=today">
        {say('settings.log')}
      </a>
      <OutOfSight />
      <Button className={styles.reset} onPress={resetSettings}>
        {say('settings.reset')}
      </Button>
      <WildcardPanel />
      <StoragePanel />
    </div>
  )
}

/** Names what a picture or a preset changed that has no control in sight, so that nothing acts in secret. */
function OutOfSight() {
  const say = useText()
  const names = useFieldsOutOfSight().map((name) => {
    const key = `field.${name}`
    return say(key in MESSAGES ? (key as MessageKey) : 'field.other')
  })
  if (names.length === 0) return null
  return (
    <p className={cx(styles.note)}>{say('settings.outOfSight', { list: [...new Set(names)].join(', ') })}</p>
  )
}
