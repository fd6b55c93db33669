import { useState } from 'react'
import type { AddedUserFile } from '../../../contract/user-files.ts'
import { useActions } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { FileButton } from '../../ui/FileButton.tsx'
import { addedText } from './added-text.ts'
import styles from './Loras.module.css'

/** Chooses a LoRA file of this computer, keeps it, and puts it into a row. */
export function AddLoraFile() {
  const say = useText()
  const { addUserFile, useLora: takeLora } = useActions()
  const [file, setFile] = useState<{ readonly name: string; readonly added: AddedUserFile | null } | null>(
    null,
  )
  const add = async (chosen: File) => {
    setFile({ name: chosen.name, added: null })
    const added = await addUserFile('lora', chosen)
    setFile({ name: chosen.name, added })
    if (added.outcome !== 'failed') takeLora(added.file.name)
  }
  return (
    <>
      <FileButton accept=".safetensors" onFile={(chosen) => void add(chosen)}>
        {say('loras.addFile')}
      </FileButton>
      {file && (
        <p
          className={cx(styles.outcome, file.added?.outcome === 'failed' && styles.misfit)}
          role={file.added?.outcome === 'failed' ? 'alert' : 'status'}
        >
          {file.added ? addedText(file.added, file.name, say) : say('loras.adding', { name: file.name })}
        </p>
      )}
    </>
  )
}
