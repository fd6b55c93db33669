import type { ModelStatus, StorageReport } from '../../../contract/studio.ts'
import { useActions, useEnvironment } from '../../state/page-context.tsx'
import { formatBytes } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Meter } from '../../ui/Meter.tsx'
import styles from './StoragePanel.module.css'

/** Less than this share of the room left counts as little. */
const LITTLE = 10

/** What this page keeps on the device, what it takes, and how to give it back. */
export function StoragePanel() {
  const say = useText()
  const storage = useEnvironment((state) => state.storage)
  const models = useEnvironment((state) => state.models)
  if (!storage) return null
  return (
    <section className={cx(styles.panel)} aria-label={say('storage.title')}>
      <h2 className={cx(styles.title)}>{say('storage.title')}</h2>
      <Room storage={storage} />
      <ul className={cx(styles.rows)}>
        <Row name={say('storage.pictures', { count: storage.pictures })} bytes={storage.pictureBytes} />
        {models.map((status) => (
          <ModelRow key={status.model.id} status={status} />
        ))}
        {storage.userFileBytes > 0 && <Row name={say('storage.userFiles')} bytes={storage.userFileBytes} />}
        {storage.deletedBytes > 0 && <DeletedRow bytes={storage.deletedBytes} />}
      </ul>
      <Kept storage={storage} />
    </section>
  )
}

function Room({ storage: { usedBytes, quotaBytes } }: { readonly storage: StorageReport }) {
  const say = useText()
  if (quotaBytes === 0) return null
  const percent = Math.min(100, (usedBytes / quotaBytes) * 100)
  const words = say('storage.room', {
    used: formatBytes(usedBytes),
    free: formatBytes(Math.max(0, quotaBytes - usedBytes)),
  })
  return (
    <>
      <Meter
        label={say('storage.meter')}
        percent={percent}
        valueText={words}
        look={100 - percent < LITTLE ? 'low' : 'calm'}
      />
      <p className={cx(styles.note)}>{words}</p>
    </>
  )
}

function ModelRow({ status: { model, storedBytes, state } }: { readonly status: ModelStatus }) {
  const say = useText()
  const { deleteModel, downloadModel } = useActions()
  const name = say('storage.model', { name: model.name })
  if (storedBytes === 0) {
    return (
      <Row name={name} bytes={0}>
        <Button look="link" onPress={() => downloadModel(model.id)}>
          {say('storage.get', { name: model.name })}
        </Button>
      </Row>
    )
  }
  return (
    <Row name={name} bytes={storedBytes}>
      {state !== 'downloading' && (
        <Button look="link" onPress={() => deleteModel(model.id)}>
          {say('storage.deleteModel', { name: model.name })}
        </Button>
      )}
    </Row>
  )
}

function DeletedRow({ bytes }: { readonly bytes: number }) {
  const say = useText()
  const { emptyDeleted } = useActions()
  return (
    <Row name={say('storage.deleted')} bytes={bytes}>
      <Button look="link" onPress={emptyDeleted}>
        {say('storage.empty')}
      </Button>
    </Row>
  )
}

function Kept({ storage: { kind, persisted } }: { readonly storage: StorageReport }) {
  const say = useText()
  const { keepStorage } = useActions()
  if (kind === 'memory') return <p className={cx(styles.note)}>{say('storage.memory')}</p>
  if (persisted) return <p className={cx(styles.note)}>{say('storage.persisted')}</p>
  return <Button onPress={() => void keepStorage()}>{say('notices.keep')}</Button>
}

interface RowProps {
  readonly name: string
  readonly bytes: number
  readonly children?: React.ReactNode
}

function Row({ name, bytes, children }: RowProps) {
  return (
    <li className={cx(styles.row)}>
      <span className={cx(styles.name)}>{name}</span>
      {children}
      <span className={cx(styles.bytes)}>{formatBytes(bytes)}</span>
    </li>
  )
}
