import type { StorageReport } from '../../../contract/studio.ts'
import { useActions, useEnvironment } from '../../state/page-context.tsx'
import { formatBytes } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { SettingsSection } from '../settings/SettingsSection.tsx'
import { DeleteEverything } from './DeleteEverything.tsx'
import { DeleteOlder } from './DeleteOlder.tsx'
import { MovePictures } from './MovePictures.tsx'
import { StorageMeter } from './StorageMeter.tsx'
import styles from './StoragePanel.module.css'

/** What this page keeps on the device, what it takes, and how to give it back. */
export function StoragePanel() {
  const say = useText()
  const storage = useEnvironment((state) => state.storage)
  const { emptyDeleted } = useActions()
  if (!storage) return null
  return (
    <SettingsSection title={say('storage.title')}>
      <StorageMeter storage={storage} />
      <ul className={cx(styles.rows)}>
        <Row name={say('storage.pictures', { count: storage.pictures })} bytes={storage.pictureBytes}>
          <a className={cx(styles.link)} href="#/gallery">
            {say('app.gallery')}
          </a>
        </Row>
        <Row name={say('app.models')} bytes={storage.modelBytes}>
          <a className={cx(styles.link)} href="#/models">
            {say('storage.manageModels')}
          </a>
        </Row>
        {storage.userFileBytes > 0 && <Row name={say('storage.userFiles')} bytes={storage.userFileBytes} />}
        {storage.deletedBytes > 0 && (
          <Row name={say('storage.deleted')} bytes={storage.deletedBytes}>
            <Button look="link" onPress={emptyDeleted}>
              {say('storage.empty')}
            </Button>
          </Row>
        )}
      </ul>
      <Kept storage={storage} />
      <MovePictures />
      <DeleteOlder />
      <DeleteEverything />
    </SettingsSection>
  )
}

function Kept({ storage: { kind, persisted } }: { readonly storage: StorageReport }) {
  const say = useText()
  const { keepStorage } = useActions()
  if (kind === 'memory') return <p className={cx(styles.note)}>{say('storage.memory')}</p>
  if (persisted) return <p className={cx(styles.note)}>{say('storage.persisted')}</p>
  return (
    <div className={cx(styles.kept)}>
      <Button onPress={() => void keepStorage()}>{say('notices.keep')}</Button>
      <p className={cx(styles.note)}>{say('storage.notPersisted')}</p>
    </div>
  )
}

interface RowProps {
  readonly name: string
  readonly bytes: number
  readonly children?: React.ReactNode
}

function Row({ name, bytes, children }: RowProps) {
  const say = useText()
  return (
    <li className={cx(styles.row)}>
      <span className={cx(styles.name)}>{name}</span>
      {children}
      <span className={cx(styles.bytes)}>{formatBytes(bytes, say)}</span>
    </li>
  )
}
