import { wildcardName } from '../../../contract/catalog/wildcard-name.ts'
import { readPresetFile } from '../../../contract/catalog/preset-file.ts'
import { useEffect, useState } from 'react'
import { useActions } from '../../state/page-context.tsx'
import { formatList } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import styles from './Drop.module.css'

/** Files that are no pictures but can be used: word lists, and presets of Fooocus. */
export function OtherFiles(props: {
  readonly files: readonly File[]
  /** What the first of them looks like. */
  readonly looksLike: string
  readonly onClose: () => void
}) {
  const { files, looksLike, onClose } = props
  const say = useText()
  const { addWildcards, importPreset } = useActions()
  const lists = files.filter(({ name }) => /\.txt$/iu.test(name))
  const preset = usePresetText(files[0])
  const use = () => {
    if (preset) void importPreset(preset.text, preset.name)
    else void addWildcards(lists)
    onClose()
  }
  const canUse = preset !== null || lists.length > 0
  return (
    <>
      {canUse ? (
        <p>
          {preset
            ? say('drop.preset', { name: preset.name })
            : say('drop.wildcards', {
                list: formatList(
                  lists.map(({ name }) => `__${wildcardName(name)}__`),
                  say,
                ),
              })}
        </p>
      ) : (
        <p role="alert">{say('drop.unreadable', { kind: looksLike })}</p>
      )}
      <div className={cx(styles.buttons)}>
        {canUse && (
          <Button look="primary" onPress={use} autoFocus>
            {say(preset ? 'drop.usePreset' : 'drop.addWildcards')}
          </Button>
        )}
        <Button onPress={onClose} autoFocus={!canUse}>
          {say(canUse ? 'drop.cancel' : 'app.close')}
        </Button>
      </div>
    </>
  )
}

function usePresetText(file: File | undefined): { readonly text: string; readonly name: string } | null {
  const [preset, setPreset] = useState<{ readonly text: string; readonly name: string } | null>(null)
  useEffect(() => {
    let isWanted = true
    if (file && /\.json$/iu.test(file.name)) {
      void file
        .text()
        .then((text) => isWanted && readPresetFile(text) && setPreset({ text, name: file.name }))
    }
    return () => {
      isWanted = false
    }
  }, [file])
  return preset
}
