import { X } from 'lucide-react'
import type { TaskState } from '../../../contract/task.ts'
import { useActions, useTasks } from '../../state/page-context.tsx'
import { ownTasks } from '../../state/tasks.ts'
import { altText } from '../../text/alt-text.ts'
import { errorSentence } from '../../text/error-sentence.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { useShow } from '../stage/use-show.ts'
import styles from './Notices.module.css'

/** The newest failed task of this page that the stage does not show: nothing fails unseen. */
export function useUnseenFailure(): TaskState | null {
  const show = useShow(false)
  const failed = useTasks((state) =>
    ownTasks(state).findLast(({ phase, task }) => phase === 'failed' && task.origin === 'page'),
  )
  if (!failed || (show.kind === 'failed' && show.task === failed)) return null
  return failed
}

/** Why a task failed, in one line, while the stage shows something else. */
export function FailedTask({ task: failed }: { readonly task: TaskState }) {
  const say = useText()
  const { retry, dismissTask } = useActions()
  if (!failed.error) return null
  const { headline, sentence, actions } = errorSentence(failed.error, say)
  const { id, request } = failed.task
  return (
    <div className={cx(styles.notice, styles.serious)} role="alert" data-code={failed.error.code}>
      <p className={cx(styles.text)}>
        {say('notices.failedTask', { name: altText(request.prompt, say), headline, sentence })}
      </p>
      {actions.includes('retry') && <Button onPress={() => retry(id)}>{say('error.action.retry')}</Button>}
      <IconButton label={say('notices.dismissTask')} onPress={() => dismissTask(id)}>
        <X size={16} aria-hidden="true" />
      </IconButton>
    </div>
  )
}
