import type { ModelEntry } from '../../../contract/manifest.ts'
import { useActions, useEnvironment } from '../../state/page-context.tsx'
import { formatBytes } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { AboutLora } from './AboutLora.tsx'
import styles from './Loras.module.css'

/** The LoRA files that were added here, what they are, and a way to be rid of them. */
export function LoraFiles({ model }: { readonly model: ModelEntry }) {
  const say = useText()
  const { removeUserFile, useLora: takeLora } = useActions()
  const userFiles = useEnvironment((state) => state.userFiles)
  const files = userFiles.filter(({ kind }) => kind === 'lora')
  return (
    <section className={cx(styles.files)} aria-label={say('loras.files')}>
      <h2 className={cx(styles.title)}>{say('loras.files')}</h2>
      {files.length === 0 && <p className={cx(styles.note)}>{say('loras.noFiles')}</p>}
      <ul>
        {files.map((file) => (
          <li key={file.name} className={cx(styles.file)}>
            <p className={cx(styles.locked)}>
              <bdi className={cx(styles.name)}>{file.name}</bdi>
              <span className={cx(styles.why)}>{formatBytes(file.bytes, say)}</span>
            </p>
            <AboutLora file={file} model={model} />
            <div className={cx(styles.buttons, styles.links)}>
              <Button look="link" onPress={() => takeLora(file.name)}>
                {say('loras.use', { name: file.name })}
              </Button>
              <Button look="link" onPress={() => void removeUserFile('lora', file.name)}>
                {say('loras.delete', { name: file.name })}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
