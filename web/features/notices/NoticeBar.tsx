import { X } from 'lucide-react'
import { useState } from 'react'
import type { ErrorData } from '../../../contract/errors.ts'
import { useEnvironment, useTasks } from '../../state/page-context.tsx'
import { waitingTasks } from '../../state/tasks.ts'
import { dayWord } from '../../state/day.ts'
import { errorSentence } from '../../text/error-sentence.ts'
import { formatBytes } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { NoticeAction } from './NoticeAction.tsx'
import styles from './Notices.module.css'
import { isFoldable, type NoticeKind } from './notices-of.ts'
import { useFold } from './use-notice-facts.ts'

const SERIOUS: readonly NoticeKind[] = [
  'broken',
  'storage_full',
  'storage_unavailable',
  'trouble',
  'model_missing',
]

const WARNING: readonly NoticeKind[] = ['elsewhere', 'taken', 'gpu_lost', 'storage_low']

/** One notice: a sentence, a way out, and where it is harmless a way to fold it away. */
export function NoticeBar({ kind }: { readonly kind: NoticeKind }) {
  const say = useText()
  const { text, code } = useNoticeText(kind)
  const fold = useFold()
  const isSerious = SERIOUS.includes(kind)
  return (
    <div
      className={cx(styles.notice, isSerious ? styles.serious : WARNING.includes(kind) && styles.warn)}
      role={isSerious ? 'alert' : 'status'}
      data-notice={kind}
      {...(code && { 'data-code': code })}
    >
      <p className={cx(styles.text)}>{text}</p>
      <NoticeAction kind={kind} />
      {isFoldable(kind) && (
        <IconButton label={say('notices.fold')} onPress={() => fold(kind)}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      )}
    </div>
  )
}

function useNoticeText(kind: NoticeKind): { readonly text: string; readonly code?: string } {
  const say = useText()
  const troubles = useEnvironment((state) => state.troubles)
  const storage = useEnvironment((state) => state.storage)
  const failedModel = useEnvironment((state) => state.models.find(({ error }) => error)?.error ?? null)
  const model = useEnvironment((state) => state.models[0])
  const waiting = useTasks((state) => waitingTasks(state).length)
  const since = useTasks(({ queue }) => queue.restingSince) ?? 0
  const [now] = useState(Date.now)
  const ofError = (error: ErrorData) => {
    const { headline, sentence } = errorSentence(error, say)
    return { text: `${headline}. ${sentence}`, code: error.code }
  }
  switch (kind) {
    case 'broken':
      return { text: say('notices.broken'), code: 'engine_crashed' }
    case 'elsewhere':
      return { text: say('notices.elsewhere') }
    case 'taken':
      return { text: say('notices.taken') }
    case 'storage_full':
      return { text: say('notices.storageFull'), code: 'storage_full' }
    case 'storage_unavailable':
      return ofError({ code: 'storage_unavailable', message: '', detail: {} })
    case 'trouble':
      return ofError(troubles.at(-1)!)
    case 'queue_paused':
      return { text: say('notices.queuePaused', { count: waiting }) }
    case 'queue_rests':
      return { text: say('notices.queueRests', { count: waiting, since, day: dayWord(since, now) }) }
    case 'storage_low':
      return {
        text: say('notices.storageLow', {
          free: formatBytes(storage ? Math.max(0, storage.quotaBytes - storage.usedBytes) : 0, say),
        }),
      }
    case 'model_missing':
      if (failedModel) return ofError(failedModel)
      return {
        text: say('model.missing', {
          model: model?.model.name ?? '',
          size: formatBytes(model?.totalBytes ?? 0, say),
        }),
      }
    case 'update':
      return { text: say('notices.update') }
    case 'cpu':
      return { text: say('notices.cpu') }
    case 'gpu_lost':
      return { text: say('notices.gpuLost'), code: 'device_lost' }
    case 'not_durable':
      return { text: say('storage.notPersisted') }
    default:
      return kind satisfies never
  }
}
