import type { AdmScaling } from './ports.ts'

/** Sides that networks that know sizes were trained with are multiples of this. */
const STEP = 64

/**
 * The sizes a network of the XL family is told: those of the original, where it was cut, those of the picture.
 *
 * @param picture in pixels
 * @param adm null tells the picture's own size at all times
 * @param time 0 at the noisiest, 1 at the end
 * @returns original height and width, top and left of the cut, target height and width
 * @see Podell et al. 2023, arXiv:2307.01952, for what they mean; Fooocus for another original in the first part
 */
export function timeIds(
  picture: { readonly width: number; readonly height: number },
  adm: AdmScaling | null,
  time: number,
): readonly number[] {
  const target = [rounded(picture.height), rounded(picture.width)]
  const isEarly = adm !== null && time < adm.end
  const original = isEarly
    ? [Math.trunc(picture.height * adm.scale), Math.trunc(picture.width * adm.scale)]
    : target
  return [...original, 0, 0, ...target]
}

/**
 * What the refiner of the XL family is told instead: the picture's size and how beautiful it is to be.
 *
 * @param aesthetic as the pictures that it was trained on were rated, about 1…10
 * @returns height and width, top and left of the cut, the rating
 */
export function refinerTimeIds(
  { width, height }: { readonly width: number; readonly height: number },
  aesthetic: number,
): readonly number[] {
  return [height, width, 0, 0, aesthetic]
}

/** To the nearest multiple; halves to the even one, as Python does. */
function rounded(side: number): number {
  const steps = side / STEP
  const below = Math.floor(steps)
  const rest = steps - below
  const up = rest > 0.5 || (rest === 0.5 && below % 2 === 1)
  return (up ? below + 1 : below) * STEP
}
