import type { TaskState } from '../../../contract/task.ts'
import { useActions } from '../../state/page-context.tsx'
import { errorSentence, type ErrorAction } from '../../text/error-sentence.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { useCopy } from '../toasts/use-copy.ts'
import styles from './TaskError.module.css'

/** Why a task failed, and what can be done. It hides no finished picture. */
export function TaskError({ task }: { readonly task: TaskState }) {
  const say = useText()
  const run = useErrorAction(task)
  if (!task.error) return null
  const { headline, sentence, actions } = errorSentence(task.error, say)
  return (
    <div className={cx(styles.place)}>
      <div className={cx(styles.card)} role="alert" data-code={task.error.code}>
        <h2 className={cx(styles.headline)}>{headline}</h2>
        <p>{sentence}</p>
        {actions.length > 0 && (
          <div className={cx(styles.actions)}>
            {actions.map((action) => (
              <Button key={action} onPress={() => run(action)}>
                {say(`error.action.${action}`)}
              </Button>
            ))}
          </div>
        )}
        <details className={cx(styles.details)}>
          <summary>{say('error.details')}</summary>
          <pre className={cx(styles.report)}>{`${task.error.code}\n${task.error.message}`}</pre>
        </details>
      </div>
    </div>
  )
}

function useErrorAction(task: TaskState): (action: ErrorAction) => void {
  const copy = useCopy()
  const { retry, resetSettings, downloadModel } = useActions()
  const copyReport = () => {
    const report = JSON.stringify({ error: task.error, request: task.task.request }, null, 2)
    copy(report)
  }
  return (action) => {
    switch (action) {
      case 'retry':
        return retry(task.task.id)
      case 'copy_report':
        return copyReport()
      case 'download_again':
        return downloadModel(task.task.request.base_model_name)
      case 'reset_settings':
        return resetSettings()
      case 'reload':
        return location.reload()
      default:
        return action satisfies never
    }
  }
}
