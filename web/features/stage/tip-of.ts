/** Things that are said once, below the first pictures. Kept under these names when they were heard. */
export type Tip = 'not_durable' | 'styles_exist'

/** What decides which tip is due. */
export interface TipFacts {
  /** Pictures in the gallery. */
  readonly count: number
  /** Whether the picture on the stage is kept. */
  readonly isSaved: boolean
  /** Whether the browser may clear what it keeps. */
  readonly canClear: boolean
  /** Tips that were heard, among other things. */
  readonly folded: readonly string[]
  readonly showsTips: boolean
}

/** Who has this many pictures needs no tips. */
const BEGINNER = 12

/** The one tip that is due: how pictures are kept after the first, that there are styles after the third. */
export function tipOf({ count, isSaved, canClear, folded, showsTips }: TipFacts): Tip | null {
  if (!showsTips || count === 0 || count > BEGINNER) return null
  if (count < 3 && isSaved && canClear && !folded.includes('not_durable')) return 'not_durable'
  return count >= 3 && !folded.includes('styles_exist') ? 'styles_exist' : null
}
