import { useEffect, useId, useState } from 'react'
import { readMetadata, type ReadResult } from '../../../contract/metadata/picture-metadata.ts'
import { useActions, useDraft } from '../../state/page-context.tsx'
import { fieldName } from '../../text/field-name.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Modal } from '../../ui/Modal.tsx'
import { useObjectUrl } from '../../ui/use-object-url.ts'
import styles from './Drop.module.css'
import { notRestored } from './not-restored.ts'
import { OtherFiles } from './OtherFiles.tsx'
import { settingRows } from './setting-rows.ts'
import { withSettings } from './settings-from-picture.ts'
import { useRestore } from './use-restore.ts'

/** Asks what should happen with dropped pictures. Nothing changes until a button is pressed. */
export function DropSheet({
  files,
  onClose,
}: {
  readonly files: readonly File[]
  readonly onClose: () => void
}) {
  const say = useText()
  const file = files[0] ?? null
  const url = useObjectUrl(file)
  const told = useTold(file)
  const title =
    told?.kind === 'not-a-picture'
      ? say('drop.titleFile', { name: file?.name ?? '' })
      : files.length > 1
        ? say('drop.titleMany', { count: files.length })
        : say('drop.title')
  return (
    <Modal label={title} onClose={onClose}>
      <div className={cx(styles.sheet)}>
        <h2 className={cx(styles.title)}>{title}</h2>
        {told === null && <p>{say('drop.reading')}</p>}
        {told?.kind === 'not-a-picture' && (
          <OtherFiles files={files} looksLike={told.looksLike} onClose={onClose} />
        )}
        {told !== null && told.kind !== 'not-a-picture' && url && (
          <img src={url} alt={file?.name ?? ''} className={cx(styles.thumbnail)} />
        )}
        {told?.kind === 'none' && <p>{say('drop.noSettings')}</p>}
        {told?.kind === 'found' && <Found told={told} onClose={onClose} />}
        {(told === null || told.kind === 'none') && (
          <div className={cx(styles.buttons)}>
            <Button onPress={onClose} autoFocus>
              {say('app.close')}
            </Button>
          </div>
        )}
      </div>
    </Modal>
  )
}

function Found({
  told,
  onClose,
}: {
  readonly told: Extract<ReadResult, { kind: 'found' }>
  readonly onClose: () => void
}) {
  const say = useText()
  const title = useId()
  const draft = useDraft((state) => state.draft)
  const { applyDraft } = useActions()
  const settings = useRestore()(told.parameters, told.format)
  const refused = notRestored(settings, say)
  const use = () => {
    applyDraft(withSettings(draft, settings))
    onClose()
  }
  return (
    <>
      <h3 id={title} className={cx(styles.subtitle)}>
        {say('drop.restores')}
      </h3>
      {/* Keys scroll it: it may be longer than its box, and nothing in it takes the focus. */}
      <dl tabIndex={0} aria-labelledby={title} className={cx(styles.rows)}>
        {settingRows(settings).map(([name, value]) => (
          <div key={name} className={cx(styles.row)}>
            <dt>{fieldName(name, say)}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {refused !== '' && <p className={cx(styles.refused)}>{say('drop.notRestored', { list: refused })}</p>}
      <div className={cx(styles.buttons)}>
        <Button look="primary" onPress={use} autoFocus>
          {say('drop.use')}
        </Button>
        <Button onPress={onClose}>{say('drop.cancel')}</Button>
      </div>
    </>
  )
}

function useTold(file: File | null): ReadResult | null {
  const [told, setTold] = useState<ReadResult | null>(null)
  useEffect(() => {
    let isWanted = true
    void file?.arrayBuffer().then((bytes) => isWanted && setTold(readMetadata(new Uint8Array(bytes))))
    return () => {
      isWanted = false
    }
  }, [file])
  return told
}
