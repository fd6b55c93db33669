import { PERFORMANCE_MODES } from '../../../contract/catalog/performance.ts'
import { OUTPUT_FORMATS } from '../../../contract/image.ts'
import { MAX_PROMPT_LENGTH } from '../../../contract/request.ts'
import { useActions, useDraft } from '../../state/page-context.tsx'
import { useDraftModel, useRequest } from '../../state/use-request.ts'
import { fieldName } from '../../text/field-name.ts'
import { formatList } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx'
import { cx } from '../../ui/cx.ts'
import { TextBox } from '../../ui/TextBox.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import { PresetChoice } from '../presets/PresetChoice.tsx'
import { WildcardPanel } from '../wildcards/WildcardPanel.tsx'
import { useFieldsOutOfSight } from '../prompt/use-plan.ts'
import { RatioChoice } from '../size/RatioChoice.tsx'
import { ImageNumber } from './ImageNumber.tsx'
import { MetadataChoice } from './MetadataChoice.tsx'
import styles from './Options.module.css'
import { PerformanceChoice } from './PerformanceChoice.tsx'
import { SeedField } from './SeedField.tsx'

/** The settings of a request that most people want. They appear as a whole, once it is known what the model can do. */
export function SettingsTab() {
  return useDraftModel() && <Settings />
}

function Settings() {
  const say = useText()
  const request = useRequest('performance_selection', 'output_format', 'negative_prompt')
  const edit = useDraft((state) => state.edit)
  const { resetSettings } = useActions()
  const mode = request.performance_selection
  const usesNegative = !('forced' in PERFORMANCE_MODES[mode])
  return (
    <div className={cx(styles.tab)}>
      <PresetChoice />
      <PerformanceChoice />
      <RatioChoice />
      <ImageNumber />
      <ChoiceGroup
        label={say('settings.format')}
        help={<HelpButton topic="output_format" name={say('settings.format')} />}
        look="segments"
        value={request.output_format}
        onChange={(format) => edit({ output_format: format })}
        choices={OUTPUT_FORMATS.map((format) => ({ value: format, label: format }))}
      />
      <TextBox
        label={say('settings.negative')}
        help={<HelpButton topic="negative_prompt" name={say('settings.negative')} />}
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
      <MetadataChoice />
      <a className={cx(styles.link)} href="#/gallery?day=today">
        {say('settings.log')}
      </a>
      <OutOfSight />
      <Button className={styles.reset} onPress={resetSettings}>
        {say('settings.reset')}
      </Button>
      <WildcardPanel />
    </div>
  )
}

/** Names what a picture or a preset changed that has no control in sight, so that nothing acts in secret. */
function OutOfSight() {
  const say = useText()
  const names = useFieldsOutOfSight().map((name) => fieldName(name, say))
  if (names.length === 0) return null
  return (
    <p className={cx(styles.note)}>
      {say('settings.outOfSight', { list: formatList([...new Set(names)], say) })}
    </p>
  )
}
