import { ArrowUp, Copy, Pencil, X } from 'lucide-react'
import type { TaskId, TaskState } from '../../../contract/task.ts'
import { useActions, usePage } from '../../state/page-context.tsx'
import { altText } from '../../text/alt-text.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { ReorderGrid } from '../../ui/ReorderGrid.tsx'
import styles from './Queue.module.css'
import { TaskWords } from './TaskWords.tsx'

/** The tasks that wait, in an order that can be changed. */
export function WaitingList({ waiting }: { readonly waiting: readonly TaskState[] }) {
  const say = useText()
  const { announcer } = usePage()
  const { moveWaiting } = useActions()
  const nameOf = ({ task }: TaskState) => altText(task.request.prompt, say)
  const move = (id: string, before: string | null) => {
    // The grid's ids are those of the tasks it was given.
    moveWaiting(id as TaskId, before as TaskId | null)
    const others = waiting.filter(({ task }) => task.id !== id)
    const place = before === null ? others.length : others.findIndex(({ task }) => task.id === before)
    announcer.getState().announce(say('queue.moved', { place: place + 1, count: waiting.length }))
  }
  return (
    <>
      <ReorderGrid
        label={say('queue.waiting')}
        describedBy="queue-keys"
        items={waiting}
        idOf={({ task }) => task.id}
        nameOf={nameOf}
        render={(state, index) => (
          <Row
            state={state}
            place={index + 1}
            onUp={() => move(state.task.id, waiting[index - 1]?.task.id ?? null)}
          />
        )}
        onMove={move}
      />
      <p id="queue-keys" hidden>
        {say('queue.keys')}
      </p>
    </>
  )
}

function Row(props: { readonly state: TaskState; readonly place: number; readonly onUp: () => void }) {
  const { task } = props.state
  const { place, onUp } = props
  const say = useText()
  const { editWaiting, duplicateWaiting, removeWaiting } = useActions()
  const named = { place, name: altText(task.request.prompt, say) }
  return (
    <div className={cx(styles.row)}>
      <TaskWords task={task} />
      <div className={cx(styles.actions)}>
        <IconButton label={say('queue.moveUp', named)} isDisabled={place === 1} onPress={onUp}>
          <ArrowUp size={16} aria-hidden="true" />
        </IconButton>
        <IconButton
          label={say('queue.edit', named)}
          isDisabled={task.origin === 'relay'}
          onPress={() => editWaiting(task.id)}
        >
          <Pencil size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label={say('queue.duplicate', named)} onPress={() => duplicateWaiting(task.id)}>
          <Copy size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label={say('queue.removeTask', named)} onPress={() => removeWaiting(task.id)}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </div>
    </div>
  )
}
