import type { PictureRecord } from '../../../contract/picture.ts'
import type { TaskState } from '../../../contract/task.ts'
import { LIVE } from '../../state/gallery.ts'
import { useGallery } from '../../state/page-context.tsx'
import { useShow } from '../stage/use-show.ts'

/** What full view shows, and what lies beside it. */
export interface Opened {
  readonly picture: PictureRecord | null
  /** The task whose previews are shown. */
  readonly live: TaskState | null
  /** Goes to a neighbour; null where there is none. */
  readonly previous: (() => void) | null
  readonly next: (() => void) | null
}

/** When so many pictures are left to look at, more are read. */
const READ_AHEAD = 3

/** The picture in full view, or what is being made, which lies before the newest picture. */
export function useOpened(): Opened {
  const { pictures, opened, open, next: page, loadMore } = useGallery((state) => state)
  const show = useShow()
  const isLive = show.kind === 'live'
  if (opened === LIVE) {
    const picture = 'picture' in show ? show.picture : null
    const at = picture ? pictures.findIndex(({ id }) => id === picture.id) : -1
    const older = pictures[at + 1]
    return {
      picture,
      live: isLive ? show.task : null,
      previous: null,
      next: older ? () => open(older.id) : null,
    }
  }
  const at = pictures.findIndex(({ id }) => id === opened)
  const to = (index: number) => {
    const target = pictures[index]
    if (!target) return null
    return () => {
      open(target.id)
      if (page !== null && index >= pictures.length - READ_AHEAD) void loadMore()
    }
  }
  return {
    picture: pictures[at] ?? null,
    live: null,
    previous: at === 0 && isLive ? () => open(LIVE) : to(at - 1),
    next: at < 0 ? null : to(at + 1),
  }
}
