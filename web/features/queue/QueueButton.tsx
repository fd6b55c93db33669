import { ListOrdered, X } from 'lucide-react'
import type { TaskId, TaskState } from '../../../contract/task.ts'
import { useActions, useTasks } from '../../state/page-context.tsx'
import { runningTask, waitingTasks } from '../../state/tasks.ts'
import { altText } from '../../text/alt-text.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Grid } from '../../ui/Grid.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { planLine } from '../prompt/plan-line.ts'
import styles from './Queue.module.css'

/** How many tasks wait, and what they are. */
export function QueueButton() {
  const say = useText()
  const count = useTasks((state) => waitingTasks(state).length)
  return (
    <Popover
      label={say('queue.region')}
      trigger={
        <Button look="quiet" aria-haspopup="dialog" aria-describedby="queue-count">
          <ListOrdered size={16} aria-hidden="true" />
          {say('queue.button')}
          <span className={cx(styles.count, count === 0 && styles.none)} aria-hidden="true">
            {count}
          </span>
          <span id="queue-count" hidden>
            {say('queue.count', { count })}
          </span>
        </Button>
      }
    >
      <QueueList />
    </Popover>
  )
}

function QueueList() {
  const say = useText()
  // Joined, so that the list is drawn anew only when its members change.
  const ids = useTasks((state) =>
    waitingTasks(state)
      .map(({ task }) => task.id)
      .join(),
  )
  const byId = useTasks((state) => state.byId)
  const running = useTasks(runningTask)
  const { removeWaiting, clearWaiting } = useActions()
  const waiting = ids === '' ? [] : ids.split(',').map((id) => byId[id as TaskId]!)
  return (
    <div className={cx(styles.queue)}>
      {running && (
        <div>
          <h2 className={cx(styles.title)}>{say('queue.now')}</h2>
          <TaskWords task={running} />
        </div>
      )}
      <div className={cx(styles.head)}>
        <h2 className={cx(styles.title)}>{say('queue.next')}</h2>
        {waiting.length > 1 && (
          <Button look="link" onPress={clearWaiting}>
            {say('queue.clear')}
          </Button>
        )}
      </div>
      {waiting.length === 0 ? (
        <p className={cx(styles.empty)}>{say('queue.empty')}</p>
      ) : (
        <Grid
          label={say('queue.waiting')}
          items={waiting}
          idOf={({ task }) => task.id}
          nameOf={({ task }) => altText(task.request.prompt, say)}
          render={(state) => (
            <div className={cx(styles.row)}>
              <TaskWords task={state} />
              <IconButton
                label={say('queue.removeTask', { name: altText(state.task.request.prompt, say) })}
                onPress={() => removeWaiting(state.task.id)}
              >
                <X size={16} aria-hidden="true" />
              </IconButton>
            </div>
          )}
          className={styles.list}
          itemClassName={styles.item}
        />
      )}
    </div>
  )
}

function TaskWords({ task: { task } }: { readonly task: TaskState }) {
  const say = useText()
  return (
    <div className={cx(styles.words)}>
      <p className={cx(styles.prompt)}>
        <bdi>{altText(task.request.prompt, say)}</bdi>
      </p>
      <p className={cx(styles.plan)}>
        {task.origin === 'relay' && (
          <span className={cx(styles.api)} title={say('queue.apiHint')}>
            {say('queue.api')}
          </span>
        )}
        {planLine({ request: task.request, stepMs: null, otherSettings: 0 }, say)}
      </p>
    </div>
  )
}
