import { X } from 'lucide-react'
import { modelLoras, MAX_LORA_WEIGHT, NO_LORA } from '../../../contract/lora.ts'
import type { ModelEntry } from '../../../contract/manifest.ts'
import type { UserFile } from '../../../contract/user-files.ts'
import { withWord, type LoraRows } from '../../state/lora-rows.ts'
import { useDraft, useEnvironment } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Select } from '../../ui/Select.tsx'
import { Slider } from '../../ui/Slider.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import { AboutLora } from './AboutLora.tsx'
import styles from './Loras.module.css'

/** One LoRA of the request. */
export interface LoraRowProps {
  /** From 1. */
  readonly number: number
  readonly row: LoraRows[number]
  readonly model: ModelEntry
  readonly onChange: (change: Partial<LoraRows[number]>) => void
  readonly onRemove: () => void
}

/** Which LoRA, how strongly, and its trigger words, which are never put into the prompt by themselves. */
export function LoraRow({ number, row, model, onChange, onRemove }: LoraRowProps) {
  const say = useText()
  const userFiles = useEnvironment((state) => state.userFiles)
  const mine = userFiles.filter(({ kind }) => kind === 'lora')
  const own = modelLoras(model)
  const chosen = mine.find(({ name }) => name === row.model_name)
  const isHere = row.model_name === NO_LORA || [...own, ...mine].some(({ name }) => name === row.model_name)
  return (
    <div role="group" aria-label={say('loras.row', { number })} className={cx(styles.row)}>
      <div className={cx(styles.head)}>
        <Switch
          label={say('loras.enabled')}
          isOn={row.enabled}
          onChange={(enabled) => onChange({ enabled })}
        />
        <IconButton label={say('loras.remove', { number })} onPress={onRemove}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </div>
      <Select
        label={say('loras.file')}
        value={row.model_name}
        onChange={(name) => onChange({ model_name: name })}
        choices={[
          { value: NO_LORA, label: say('loras.none') },
          ...(isHere ? [] : [{ value: row.model_name, label: say('loras.gone', { name: row.model_name }) }]),
        ]}
        groups={[
          { label: say('loras.mine'), choices: mine.map(({ name }) => ({ value: name, label: name })) },
          { label: say('loras.ofModel'), choices: own.map(({ name }) => ({ value: name, label: name })) },
        ]}
      />
      <Slider
        label={say('loras.weight')}
        // Once is enough: names differ within the panel.
        help={number === 1 && <HelpButton topic="lora_weight" name={say('loras.weight')} />}
        exactLabel={say('settings.exact', { name: say('loras.weight') })}
        value={row.weight}
        onChange={(weight) => onChange({ weight })}
        min={-MAX_LORA_WEIGHT}
        max={MAX_LORA_WEIGHT}
        step={0.01}
      />
      {chosen && <AboutLora file={chosen} model={model} />}
      {chosen && <TriggerWords file={chosen} />}
    </div>
  )
}

function TriggerWords({ file }: { readonly file: UserFile }) {
  const say = useText()
  const { prompt } = useRequest('prompt')
  const edit = useDraft((state) => state.edit)
  const words = file.lora?.triggerWords ?? []
  if (words.length === 0) return null
  return (
    <div role="group" aria-label={say('loras.triggerWords')} className={cx(styles.words)}>
      {words.map((word) => (
        <Button
          key={word}
          look="quiet"
          className={cx(styles.word)}
          aria-label={say('loras.toPrompt', { word })}
          isDisabled={withWord(prompt, word) === prompt}
          onPress={() => edit({ prompt: withWord(prompt, word) })}
        >
          <bdi>{word}</bdi>
        </Button>
      ))}
    </div>
  )
}
