import { useState } from 'react'
import { useActions, usePresets } from '../../state/page-context.tsx'
import { MAX_PRESET_NAME, presetName } from '../../state/presets.ts'
import { formatList } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { FileButton } from '../../ui/FileButton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { saveFile } from '../gallery/save-file.ts'
import styles from './Presets.module.css'

/** What can be done with presets of one's own. */
export function PresetMenu() {
  const say = useText()
  const act = useActions()
  const { mine, chosen } = usePresets((state) => state)
  const own = chosen?.owner === 'user' ? chosen.name : null
  const [text, setText] = useState(own ?? '')
  const name = presetName(text)
  const isTaken = mine.some((preset) => preset.name === name)
  return (
    <div className={cx(styles.menu)}>
      <TextField
        label={say('presets.name')}
        value={text}
        onChange={(value) => setText(value.slice(0, MAX_PRESET_NAME))}
        hint={say(isTaken ? 'presets.replaces' : 'presets.nameHint')}
      />
      <div className={cx(styles.buttons)}>
        <Button isDisabled={name === ''} onPress={() => act.savePreset(name)}>
          {say(isTaken ? 'presets.update' : 'presets.save')}
        </Button>
        {own !== null && (
          <>
            <Button isDisabled={name === '' || isTaken} onPress={() => act.renamePreset(name)}>
              {say('presets.rename')}
            </Button>
            <Button onPress={act.deletePreset}>{say('presets.delete')}</Button>
          </>
        )}
      </div>
      <Files fileName={name || own || 'preset'} />
    </div>
  )
}

function Files({ fileName }: { readonly fileName: string }) {
  const say = useText()
  const { exportPreset, importPreset } = useActions()
  const [told, setTold] = useState<string | null>(null)
  const take = async (file: File) => {
    const outcome = await importPreset(await file.text(), file.name)
    const list = outcome.kind === 'imported' ? formatList(outcome.ignored, say) : ''
    if (outcome.kind === 'no_preset') setTold(say('presets.noPreset', { file: file.name }))
    else setTold(list === '' ? null : say('presets.ignored', { list }))
  }
  return (
    <>
      <div className={cx(styles.buttons, styles.files)}>
        <Button
          onPress={() =>
            saveFile(
              new Blob([exportPreset()], { type: 'application/json' }),
              `${fileName.replace(/[\\/:*?"<>|]/gu, '_')}.json`,
            )
          }
        >
          {say('presets.export')}
        </Button>
        <FileButton accept="application/json,.json" onFile={(file) => void take(file)}>
          {say('presets.import')}
        </FileButton>
      </div>
      {told !== null && <p role="status">{told}</p>}
    </>
  )
}
