import type { PictureId, PictureRecord } from '../../../contract/picture.ts'
import type { Show } from './what-to-show.ts'

/** What is shown, and which wish of the user it comes from. */
export interface Kept {
  readonly show: Show
  readonly chosen: PictureId | null
  readonly followed: number
}

/** What {@link keepShown} decides by. */
export interface KeepFacts {
  /** The user is at work on what is shown: a pointer is down, a menu is open, it is zoomed, or its tools have focus. */
  readonly isBusy: boolean
  /** Whether new pictures are shown when they are ready. */
  readonly showsNew: boolean
  /** As in the gallery store. */
  readonly chosen: PictureId | null
  readonly followed: number
  readonly pictures: readonly PictureRecord[]
}

/**
 * What is shown next: what is wanted, unless that would take away a picture that the user is at work on, or that was
 * to stay. What the user asks for comes at once.
 */
export function keepShown(kept: Kept, wanted: Show, facts: KeepFacts): Kept {
  const { chosen, followed } = facts
  const wasAsked = (chosen !== null && chosen !== kept.chosen) || followed !== kept.followed
  const show = wasAsked ? wanted : (heldBack(kept.show, wanted, facts) ?? wanted)
  const isSame = isSameShow(show, kept.show) && chosen === kept.chosen && followed === kept.followed
  return isSame ? kept : { show, chosen, followed }
}

/** What stays instead of what is wanted; null when nothing does. */
function heldBack(before: Show, wanted: Show, { isBusy, showsNew, pictures }: KeepFacts): Show | null {
  const isNews = wanted.kind === 'live' || wanted.kind === 'picture'
  if (!isBusy && (showsNew || !isNews)) return null
  const picture = stayingPicture(before, wanted, pictures)
  if (!picture || (wanted.kind === 'picture' && wanted.picture.id === picture.id)) return null
  // With nobody at work on it, a preview that was followed goes over into its picture, and then on as ever.
  return before.kind === 'picture' || isBusy ? { kind: 'picture', picture } : null
}

/** The picture that was looked at, or that the followed preview became; none while that is still being made. */
function stayingPicture(
  before: Show,
  wanted: Show,
  pictures: readonly PictureRecord[],
): PictureRecord | null {
  if (before.kind === 'picture') return pictures.find(({ id }) => id === before.picture.id) ?? null
  if (before.kind !== 'live') return null
  const taskId = before.task.task.id
  if (wanted.kind === 'live' && wanted.task.task.id === taskId) return null
  return pictures.find((picture) => picture.taskId === taskId) ?? null
}

function isSameShow(a: Show, b: Show): boolean {
  const taskOf = (show: Show) => ('task' in show ? show.task : null)
  const pictureOf = (show: Show) => ('picture' in show ? show.picture : null)
  return a.kind === b.kind && taskOf(a) === taskOf(b) && pictureOf(a) === pictureOf(b)
}
