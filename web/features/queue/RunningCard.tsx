import type { TaskState } from '../../../contract/task.ts'
import { useActions } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { LiveCanvas } from '../picture/LiveCanvas.tsx'
import { useProgressText } from '../progress/ProgressLine.tsx'
import { useStop } from '../prompt/use-stop.ts'
import styles from './Queue.module.css'
import { TaskWords } from './TaskWords.tsx'

/** The running task: a small preview, how far it is, and how to end it. */
export function RunningCard({ task }: { readonly task: TaskState }) {
  const say = useText()
  const text = useProgressText(task)
  const { skip } = useActions()
  const { canSkip, canStop, isForced, stop } = useStop()
  return (
    <section className={cx(styles.part)}>
      <h2 className={cx(styles.title)}>{say('queue.now')}</h2>
      <div className={cx(styles.running)}>
        <span className={cx(styles.thumb)}>
          <LiveCanvas taskId={task.task.id} label={null} decoded={null} />
        </span>
        <TaskWords task={task.task} />
      </div>
      <ProgressBar label={say('queue.progress')} percent={Math.round(task.percent)} valueText={text} />
      <div className={cx(styles.head)}>
        <p className={cx(styles.time)}>{text}</p>
        <div className={cx(styles.buttons)}>
          <Button onPress={skip} isDisabled={!canSkip}>
            {say('prompt.skip')}
          </Button>
          <Button onPress={stop} isDisabled={!canStop}>
            {say(isForced ? 'prompt.forceStop' : 'prompt.stop')}
          </Button>
        </div>
      </div>
    </section>
  )
}
