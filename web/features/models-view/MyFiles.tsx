import { useId, useState } from 'react'
import {
  USER_FILE_KINDS,
  type AddedUserFile,
  type UserFile,
  type UserFileKind,
} from '../../../contract/user-files.ts'
import { useActions, useEnvironment } from '../../state/page-context.tsx'
import { useDraftModel } from '../../state/use-request.ts'
import { formatBytes, formatDate } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { FileButton } from '../../ui/FileButton.tsx'
import { AboutLora } from '../models/AboutLora.tsx'
import { addedText } from '../models/added-text.ts'
import styles from './ModelsView.module.css'

const ACCEPTS: Readonly<Record<UserFileKind, string>> = {
  lora: '.safetensors',
  embedding: '.safetensors',
  wildcard: '.txt,text/plain',
  style: '.json,application/json',
}

/** The files that a person added: what they are, a way to add another, and to be rid of one. */
export function MyFiles() {
  const say = useText()
  const id = useId()
  const files = useEnvironment((state) => state.userFiles)
  return (
    <section className={cx(styles.mine)} aria-labelledby={id}>
      <h3 id={id} className={cx(styles.name)}>
        {say('library.mine')}
      </h3>
      <p className={cx(styles.note)}>{say('library.mineHint')}</p>
      <AddFiles />
      {files.length > 0 && (
        <ul role="list" className={cx(styles.files)}>
          {files.map((file) => (
            <FileRow key={`${file.kind}/${file.name}`} file={file} />
          ))}
        </ul>
      )}
    </section>
  )
}

function AddFiles() {
  const say = useText()
  const { addUserFile } = useActions()
  const [last, setLast] = useState<{ readonly name: string; readonly added: AddedUserFile | null } | null>(
    null,
  )
  const add = async (kind: UserFileKind, file: File) => {
    setLast({ name: file.name, added: null })
    setLast({ name: file.name, added: await addUserFile(kind, file) })
  }
  const hasFailed = last?.added?.outcome === 'failed'
  return (
    <>
      <div className={cx(styles.buttons)}>
        {USER_FILE_KINDS.map((kind) => (
          <FileButton key={kind} accept={ACCEPTS[kind]} onFile={(file) => void add(kind, file)}>
            {say(`library.add.${kind}`)}
          </FileButton>
        ))}
      </div>
      {last && (
        <p
          role={hasFailed ? 'alert' : 'status'}
          className={cx(hasFailed ? styles.problem : styles.note)}
          {...(last.added?.outcome === 'failed' && { 'data-code': last.added.error.code })}
        >
          {last.added ? addedText(last.added, last.name, say) : say('loras.adding', { name: last.name })}
        </p>
      )}
    </>
  )
}

function FileRow({ file }: { readonly file: UserFile }) {
  const say = useText()
  const { removeUserFile, useLora: takeLora } = useActions()
  const model = useDraftModel()
  const { kind, name, bytes, addedAt, lora } = file
  return (
    <li className={cx(styles.file)}>
      <div className={cx(styles.fileWords)}>
        <p className={cx(styles.fileName)}>
          <bdi>{name}</bdi>
        </p>
        <p className={cx(styles.note)}>
          {[
            say(`library.kind.${kind}`),
            formatBytes(bytes, say),
            formatDate(addedAt, { dateStyle: 'medium' }, say),
          ].join(' · ')}
        </p>
        {lora && model && <AboutLora file={file} model={model} />}
      </div>
      {kind === 'lora' && (
        <Button look="link" onPress={() => takeLora(name)}>
          {say('loras.use', { name })}
        </Button>
      )}
      <Button look="link" onPress={() => void removeUserFile(kind, name)}>
        {say('loras.delete', { name })}
      </Button>
    </li>
  )
}
