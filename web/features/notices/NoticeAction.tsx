import { useActions, useEnvironment, useGallery, usePage } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Popover } from '../../ui/Popover.tsx'
import { usePictureActions } from '../gallery/use-picture-actions.ts'
import styles from './Notices.module.css'
import type { NoticeKind } from './notices-of.ts'

/** The one main action of a notice, where there is something to do. */
export function NoticeAction({ kind }: { readonly kind: NoticeKind }) {
  const say = useText()
  const { workHere, restartEngine, downloadModel } = useActions()
  const { applyUpdate } = usePage()
  const modelId = useEnvironment(({ models }) => models[0]?.model.id)
  switch (kind) {
    case 'elsewhere':
    case 'taken':
      return <Button onPress={workHere}>{say('notices.workHere')}</Button>
    case 'broken':
      return <Button onPress={restartEngine}>{say('notices.startAgain')}</Button>
    case 'storage_full':
      return <DownloadUnsaved />
    case 'model_missing':
      return <Button onPress={() => modelId && downloadModel(modelId)}>{say('model.resume')}</Button>
    case 'update':
      return <Button onPress={applyUpdate}>{say('notices.reload')}</Button>
    case 'cpu':
      return <Why />
    case 'storage_unavailable':
    case 'storage_low':
    case 'trouble':
      return null
    default:
      return kind satisfies never
  }
}

function DownloadUnsaved() {
  const say = useText()
  const pictures = useGallery((state) => state.pictures)
  const { download } = usePictureActions()
  const unsaved = pictures.filter(({ saved }) => !saved)
  if (unsaved.length === 0) return null
  return (
    <Button onPress={() => unsaved.forEach(download)}>
      {say('notices.downloadUnsaved', { count: unsaved.length })}
    </Button>
  )
}

function Why() {
  const say = useText()
  const refused = useEnvironment(({ device }) => device?.refused)
  if (!refused || refused.length === 0) return null
  const reasons = refused.map(({ reason }) => say(`refusal.${reason}`)).join('; ')
  return (
    <Popover
      label={say('notices.why')}
      trigger={
        <Button look="link" aria-haspopup="dialog">
          {say('notices.why')}
        </Button>
      }
    >
      <p className={cx(styles.why)}>{say('notices.cpuWhy', { reasons })}</p>
    </Popover>
  )
}
