import {
  ASPECT_RATIOS,
  isListedSize,
  nearestShape,
  toAspectRatioText,
} from '../../contract/catalog/aspect-ratios.ts'
import type { PixelSize } from '../../contract/image.ts'
import type { ModelCatalog } from '../http/parts.ts'

const LISTED = ASPECT_RATIOS.map(([width, height]) => ({ width, height }))

/**
 * Writes a size in pixels as `aspect_ratios_selection`. Clients of other programs ask for sizes that those programs'
 * models make (512×512, 1536×1024): one that this model cannot make stands for its shape, as Fooocus' own sizes do.
 *
 * @param model id of the model that will be asked
 */
export function fitSize(wanted: PixelSize, model: string, catalog: Pick<ModelCatalog, 'sizes'>): string {
  if (isListedSize(wanted)) return toAspectRatioText(wanted)
  const sizes = catalog.sizes?.(model) ?? null
  const isPossible =
    sizes !== null && [wanted.width, wanted.height].every((side) => side >= sizes.min && side <= sizes.max)
  return toAspectRatioText(isPossible ? wanted : nearestShape(wanted, LISTED))
}
