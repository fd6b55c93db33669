import { useState } from 'react'
import type { ModelStatus } from '../../../contract/studio.ts'
import { useActions, useEnvironment, useTasks } from '../../state/page-context.tsx'
import { runningTask } from '../../state/tasks.ts'
import { formatBytes } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import styles from './ModelsView.module.css'
import { roomMissing } from './room-missing.ts'

/** What can be done with a model in its state; what would not fit or needs the network says so. */
export function ModelButtons({ status }: { readonly status: ModelStatus }) {
  const say = useText()
  const { downloadModel, pauseDownload, deleteModel } = useActions()
  const [isAsking, setAsking] = useState(false)
  const storage = useEnvironment((state) => state.storage)
  const isOnline = useEnvironment((state) => state.isOnline)
  const isInUse = useTasks((state) => runningTask(state)?.task.request.base_model_name === status.model.id)
  const { model, state, storedBytes, totalBytes } = status
  const missing = roomMissing(storage, totalBytes - storedBytes)
  const reasons = [
    ...(missing === null
      ? []
      : [
          say('library.noRoom', {
            need: formatBytes(missing.need, say),
            free: formatBytes(missing.free, say),
          }),
        ]),
    ...(isOnline ? [] : [say('library.offline')]),
  ]
  const reason = `reason-${model.id}`
  const fetches = state === 'absent' || state === 'paused' || state === 'failed'
  return (
    <div className={cx(styles.buttons)}>
      {fetches && (
        <Button
          look={state === 'absent' ? 'primary' : 'plain'}
          isDisabled={reasons.length > 0}
          onPress={() => downloadModel(model.id)}
          {...(reasons.length > 0 && { 'aria-describedby': reason })}
        >
          {say(state === 'absent' ? 'model.get' : 'model.resume')}
        </Button>
      )}
      {state === 'downloading' && (
        <Button onPress={() => pauseDownload(model.id)}>{say('library.pause')}</Button>
      )}
      {(state === 'paused' || state === 'failed') && storedBytes > 0 && (
        <Button onPress={() => deleteModel(model.id)}>{say('library.cancel')}</Button>
      )}
      {state === 'ready' && !isAsking && (
        <Button onPress={() => setAsking(true)} aria-expanded={false}>
          {say('library.delete')}
        </Button>
      )}
      {state === 'ready' && isAsking && (
        <div
          role="group"
          aria-label={say('library.deleteLabel', { name: model.name })}
          className={cx(styles.ask)}
        >
          <p className={cx(styles.note)}>
            {say(model.embedded ? 'library.deleteAsksBuiltIn' : 'library.deleteAsks', {
              bytes: formatBytes(storedBytes, say),
            })}
            {isInUse && ` ${say('library.inUse')}`}
          </p>
          <Button
            look="danger"
            onPress={() => {
              setAsking(false)
              deleteModel(model.id)
            }}
          >
            {say('library.deleteNow')}
          </Button>
          <Button autoFocus onPress={() => setAsking(false)}>
            {say('library.keep')}
          </Button>
        </div>
      )}
      {fetches && reasons.length > 0 && (
        <p id={reason} className={cx(styles.note)}>
          {reasons.join(' ')}
        </p>
      )}
    </div>
  )
}
