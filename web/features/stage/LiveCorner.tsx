import { useGallery } from '../../state/page-context.tsx'
import type { TaskState } from '../../../contract/task.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { LiveCanvas } from '../picture/LiveCanvas.tsx'
import styles from './LiveCorner.module.css'

/** What is being made while something else is looked at, small in a corner; a press goes back to it. */
export function LiveCorner({ task, onFollow }: { readonly task: TaskState; readonly onFollow: () => void }) {
  const say = useText()
  const follow = useGallery((state) => state.follow)
  return (
    <button
      type="button"
      className={cx(styles.corner)}
      onClick={() => {
        follow()
        onFollow()
      }}
    >
      <span className={cx(styles.preview)}>
        <LiveCanvas taskId={task.task.id} label={null} decoded={null} />
      </span>
      {say('stage.backToLive')}
    </button>
  )
}
