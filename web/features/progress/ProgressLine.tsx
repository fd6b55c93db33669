import { useState } from 'react'
import type { TaskState } from '../../../contract/task.ts'
import { useEnvironment, useTasks } from '../../state/page-context.tsx'
import { runningTask, waitingTasks } from '../../state/tasks.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { stepsOf } from '../prompt/plan-line.ts'
import { useStepMs } from '../prompt/use-plan.ts'
import styles from './ProgressLine.module.css'
import { progressText } from './progress-text.ts'
import { createTimeLeft, type TimeLeft } from './time-left.ts'

/** Bar and line of the task that runs, or is next. */
export function ProgressLine({ task }: { readonly task: TaskState }) {
  const say = useText()
  const text = useProgressText(task)
  const others = useTasks((state) => waitingTasks(state).filter((one) => one.task.id !== task.task.id).length)
  const isRunning = useTasks((state) => runningTask(state)?.task.id === task.task.id)
  const percent = Math.round(task.percent)
  return (
    <div className={cx(styles.progress)}>
      {isRunning ? (
        <ProgressBar label={say('progress.label')} percent={percent} valueText={text} />
      ) : (
        <div className={cx(styles.noBar)} />
      )}
      <p className={cx(styles.line)}>
        <span>{text}</span>
        {others > 0 && <span className={cx(styles.others)}>{say('progress.queue', { count: others })}</span>}
      </p>
    </div>
  )
}

/** The sentence about a task, time left included. */
export function useProgressText(task: TaskState): string {
  const say = useText()
  const isStopping = useTasks(({ stopping }) => stopping[task.task.id] !== undefined)
  const before = useTasks(
    (state) =>
      waitingTasks(state).findIndex((one) => one.task.id === task.task.id) + (runningTask(state) ? 1 : 0),
  )
  const isElsewhere = useEnvironment(({ connection }) => connection === 'elsewhere' || connection === 'taken')
  const models = useEnvironment((state) => state.models)
  const modelName = (id: string) => models.find(({ model }) => model.id === id)?.model.name ?? id
  const timeLeft = useTimeLeft(task)
  return progressText(
    { task, before: Math.max(0, before), isStopping, isElsewhere, timeLeft, modelName },
    say,
  )
}

function useTimeLeft({ task, activity }: TaskState): TimeLeft {
  const stepMs = useStepMs(task.request)
  const [rule] = useState(createTimeLeft)
  const [isLearned] = useState(stepMs !== null)
  if (activity?.kind !== 'step') return null
  const stepsToCome = (activity.images - activity.image) * stepsOf(task.request)
  return rule({
    image: `${task.id}-${activity.image}`,
    stepsLeft: activity.steps - activity.step + stepsToCome,
    stepsDone: activity.step,
    stepMs,
    isLearned,
  })
}
