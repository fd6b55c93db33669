import { useActions, useEnvironment } from '../../state/page-context.tsx'
import { joinClauses } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Popover } from '../../ui/Popover.tsx'
import { DownloadUnsaved, FreeSpace, KeepPictures } from './KeepingActions.tsx'
import styles from './Notices.module.css'
import { ReloadWhenIdle, TryGpuAgain } from './IdleActions.tsx'
import type { NoticeKind } from './notices-of.ts'
import { WorkHere } from './WorkHere.tsx'

/** The one main action of a notice, where there is something to do. */
export function NoticeAction({ kind }: { readonly kind: NoticeKind }) {
  const say = useText()
  const { restartEngine, downloadModel, resumeQueue, clearWaiting } = useActions()
  const modelId = useEnvironment(({ models }) => models[0]?.model.id)
  switch (kind) {
    case 'elsewhere':
    case 'taken':
      return <WorkHere />
    case 'broken':
      return <Button onPress={restartEngine}>{say('notices.startAgain')}</Button>
    case 'storage_full':
      return (
        <>
          <DownloadUnsaved />
          <FreeSpace />
        </>
      )
    case 'model_missing':
      return <Button onPress={() => modelId && downloadModel(modelId)}>{say('model.resume')}</Button>
    case 'update':
      return <ReloadWhenIdle />
    case 'cpu':
      return <Why />
    case 'queue_paused':
      return <Button onPress={resumeQueue}>{say('queue.resume')}</Button>
    case 'queue_rests':
      return (
        <>
          <Button onPress={resumeQueue}>{say('queue.start')}</Button>
          <Button look="quiet" onPress={clearWaiting}>
            {say('notices.clearQueue')}
          </Button>
        </>
      )
    case 'gpu_lost':
      return <TryGpuAgain />
    case 'not_durable':
      return <KeepPictures />
    case 'storage_low':
      return <FreeSpace />
    case 'storage_unavailable':
    case 'trouble':
      return null
    default:
      return kind satisfies never
  }
}

function Why() {
  const say = useText()
  const refused = useEnvironment(({ device }) => device?.refused)
  if (!refused || refused.length === 0) return null
  const reasons = joinClauses(
    refused.map(({ reason }) => say(`refusal.${reason}`)),
    say,
  )
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
