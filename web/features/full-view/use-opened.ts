import type { PictureRecord } from '../../../contract/picture.ts'
import type { TaskState } from '../../../contract/task.ts'
import { LIVE, lineupOf, recordOf } from '../../state/gallery.ts'
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

/**
 * The picture in full view, or what is being made, which lies before the newest picture.
 *
 * @param isBusy whether the user is at work on what is shown
 */
export function useOpened(isBusy: boolean): Opened {
  const gallery = useGallery((state) => state)
  const { pictures, opened, open, lineup, next: page, loadMore } = gallery
  const show = useShow(isBusy)
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
  const ids = lineupOf(gallery)
  const at = opened === null ? -1 : ids.indexOf(opened)
  const to = (index: number) => {
    const target = ids[index]
    if (!target) return null
    return () => {
      open(target)
      if (lineup === null && page !== null && index >= ids.length - READ_AHEAD) void loadMore()
    }
  }
  return {
    picture: recordOf(gallery, opened) ?? null,
    live: null,
    previous: at === 0 && isLive && lineup === null ? () => open(LIVE) : to(at - 1),
    next: at < 0 ? null : to(at + 1),
  }
}
