import type { TaskState } from '../../../contract/task.ts'
import { useGallery, useTasks } from '../../state/page-context.tsx'
import { runningTask } from '../../state/tasks.ts'
import { altText } from '../../text/alt-text.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { LiveCanvas } from '../picture/LiveCanvas.tsx'
import styles from './LiveTile.module.css'

/** The picture in the making as the first tile of the strip; a press shows it on the stage. */
export function LiveTile() {
  const say = useText()
  const task = useTasks(runningTask)
  const follow = useGallery((state) => state.follow)
  // Its last picture takes its place in the same moment.
  if (!task || isMade(task)) return null
  const share = { '--share': `${task.percent}%` } as React.CSSProperties
  return (
    <button
      type="button"
      className={cx(styles.tile)}
      style={share}
      aria-label={say('stage.beingMade', { prompt: altText(task.task.request.prompt, say) })}
      onClick={follow}
    >
      <LiveCanvas taskId={task.task.id} label={null} decoded={null} />
    </button>
  )
}

const isMade = ({ images, pictures, skipped }: TaskState) =>
  images > 0 && pictures.length + skipped.length >= images
