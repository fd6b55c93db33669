import type { PlannedImage } from '../../../contract/plan-view.ts'

/** Images of a plan that stand one after the other and are made from the same words. */
export type ImageGroup = readonly [PlannedImage, ...PlannedImage[]]

/** Puts neighbours with the same words together, so that eight pictures of one prompt are read once. */
export function groupImages(images: readonly PlannedImage[]): readonly ImageGroup[] {
  return images.reduce<readonly ImageGroup[]>((groups, image) => {
    const last = groups.at(-1)
    if (last && wordsOf(last[0]) === wordsOf(image)) return [...groups.slice(0, -1), [...last, image]]
    return [...groups, [image]]
  }, [])
}

const wordsOf = ({ positiveTexts, negativeTexts, expansion = '' }: PlannedImage) =>
  JSON.stringify([positiveTexts, negativeTexts, expansion])
