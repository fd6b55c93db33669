import type { StoreApi } from 'zustand/vanilla'
import type { TaskEvent, TaskId } from '../../contract/task.ts'
import type { GalleryState } from '../state/gallery.ts'
import type { PictureFiles } from '../state/picture-files.ts'
import type { PreviewChannel } from '../state/preview-channel.ts'
import type { TasksState } from '../state/tasks.ts'

type Progress = Extract<TaskEvent, { type: 'progress' }>

/** Where the feed writes. */
export interface FeedParts {
  readonly tasks: StoreApi<TasksState>
  readonly gallery: StoreApi<GalleryState>
  readonly previews: PreviewChannel
  readonly files: PictureFiles
  /** Told the milliseconds between two steps of one image. */
  readonly onStepTime: (taskId: TaskId, stepMs: number) => void
  /** Milliseconds on any clock that only goes forward. */
  readonly now: () => number
}

/** At most ten updates a second; the last one before any other event is never dropped. */
const PROGRESS_PAUSE_MS = 100

/** Makes the listener that carries engine events into the page. The only writer of the tasks store's events. */
export function createTaskFeed(parts: FeedParts): (event: TaskEvent) => void {
  const timeStep = createStepTimer(parts)
  let held: Progress | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastUpdate = -Infinity

  const flush = () => {
    clearTimeout(timer)
    if (!held) return
    const event = held
    held = null
    lastUpdate = parts.now()
    parts.tasks.getState().apply(event)
  }
  const hold = (event: Progress) => {
    if (held?.taskId !== event.taskId) flush()
    held = event
    const wait = lastUpdate + PROGRESS_PAUSE_MS - parts.now()
    clearTimeout(timer)
    if (wait <= 0) flush()
    else timer = setTimeout(flush, wait)
  }

  return (event) => {
    if (event.type === 'progress') {
      const { preview, ...rest } = event
      if (preview) parts.previews.publish({ taskId: event.taskId, image: preview })
      timeStep(event)
      return hold({ ...rest, preview: null })
    }
    flush()
    if (event.type === 'picture') {
      parts.files.keep(event.picture, event.file)
      parts.gallery.getState().add(event.picture)
    }
    parts.tasks.getState().apply(event)
    if (endsPreview(event)) parts.previews.clear(event.taskId)
  }
}

function endsPreview({ type }: TaskEvent): boolean {
  const ends: readonly TaskEvent['type'][] = [
    'picture',
    'skipped',
    'requeued',
    'finished',
    'stopped',
    'failed',
  ]
  return ends.includes(type)
}

/** Times the steps of an image from the second on: the first one may include loading. */
function createStepTimer({ now, onStepTime }: FeedParts): (event: Progress) => void {
  let last: { readonly image: string; readonly step: number; readonly at: number } | null = null
  return ({ taskId, activity }) => {
    if (activity.kind !== 'step') {
      last = null
      return
    }
    const image = `${taskId}-${activity.image}`
    const steps = last?.image === image ? activity.step - last.step : 0
    if (last && steps > 0) onStepTime(taskId, (now() - last.at) / steps)
    if (last?.image !== image || steps > 0) last = { image, step: activity.step, at: now() }
  }
}
