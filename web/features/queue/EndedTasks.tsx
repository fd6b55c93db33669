import { useMemo, useState } from 'react'
import type { TaskState } from '../../../contract/task.ts'
import { boundsOf, dayOf } from '../../state/day.ts'
import { useActions, useTasks } from '../../state/page-context.tsx'
import { ownTasks } from '../../state/tasks.ts'
import { altText } from '../../text/alt-text.ts'
import { errorSentence } from '../../text/error-sentence.ts'
import { useText, type Say } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { endedSince } from './ended-tasks.ts'
import styles from './Queue.module.css'
import { TaskWords } from './TaskWords.tsx'

/** What came to its end today, folded away until it is asked for. */
export function EndedTasks() {
  const say = useText()
  const { endedToday } = useActions()
  const [kept, setKept] = useState<readonly TaskState[] | null>(null)
  return (
    <details
      className={cx(styles.ended)}
      onToggle={(event) => event.currentTarget.open && void endedToday().then(setKept)}
    >
      <summary className={cx(styles.title)}>{say('queue.ended')}</summary>
      {kept && <EndedList kept={kept} />}
    </details>
  )
}

function EndedList({ kept }: { readonly kept: readonly TaskState[] }) {
  const say = useText()
  const tasks = useTasks((state) => state)
  const [today] = useState(() => boundsOf(dayOf(Date.now()))!.from)
  const ended = useMemo(() => endedSince(today, ownTasks(tasks), kept), [today, tasks, kept])
  if (ended.length === 0) return <p className={cx(styles.empty)}>{say('queue.endedNone')}</p>
  return (
    <ul className={cx(styles.endedList)}>
      {ended.map((state) => (
        <EndedRow key={state.task.id} state={state} />
      ))}
    </ul>
  )
}

function EndedRow({ state }: { readonly state: TaskState }) {
  const say = useText()
  const { runAgain } = useActions()
  const { task, phase } = state
  const canRetry = phase === 'failed' && task.origin === 'page'
  return (
    <li className={cx(styles.endedRow)} {...(state.error && { 'data-code': state.error.code })}>
      <TaskWords task={task}>{becameText(state, say)}</TaskWords>
      {canRetry && (
        <Button
          aria-label={say('queue.retry', { name: altText(task.request.prompt, say) })}
          onPress={() => runAgain(state)}
        >
          {say('queue.retryWord')}
        </Button>
      )}
    </li>
  )
}

/** How a task ended, in words. */
function becameText({ phase, pictures, images, error }: TaskState, say: Say): string {
  if (phase === 'stopped') return say('queue.stopped', { kept: pictures.length, images })
  if (!error) return say('queue.finished', { count: pictures.length })
  const { headline, sentence } = errorSentence(error, say)
  return say('queue.failed', { headline, sentence })
}
