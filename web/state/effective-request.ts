import { nearestShape, parseAspectRatio, toAspectRatioText } from '../../contract/catalog/aspect-ratios.ts'
import type { Backend } from '../../contract/device.ts'
import type { PixelSize } from '../../contract/image.ts'
import { performancesOf, type ModelEntry } from '../../contract/manifest.ts'
import { GenerationRequest } from '../../contract/request.ts'
import { RANDOM_SEED } from '../../contract/seed.ts'
import type { Draft } from './draft.ts'
import { parseSeeds } from './seed-list.ts'

/** What the untouched fields stand on: the model and what computes. Null until known. */
export interface DraftGround {
  readonly model: ModelEntry | null
  readonly backend: Backend | null
}

const CONTRACT_DEFAULTS = GenerationRequest.parse({})

/**
 * The whole request that a draft stands for: the contract's defaults, then the model's, then what was touched.
 * Of several seeds it has the first. A seed that is no seed counts as random here; {@link isSeedValid} decides whether it may go out.
 */
export function effectiveRequest(draft: Draft, { model, backend }: DraftGround): GenerationRequest {
  const [seed = RANDOM_SEED] = seedsOf(draft)
  const whole = {
    ...CONTRACT_DEFAULTS,
    image_number: backend === 'webgpu' ? 2 : 1,
    ...(model && modelDefaults(model)),
    ...draft.request,
    image_seed: seed,
  }
  return model ? fittedTo(whole, model) : whole
}

function modelDefaults(model: ModelEntry): Partial<GenerationRequest> {
  const { defaults, sizes } = model.spec
  return {
    base_model_name: model.id,
    guidance_scale: defaults.guidanceScale,
    performance_selection: defaults.performance,
    style_selections: [...defaults.styles],
    aspect_ratios_selection: toAspectRatioText(toSize(sizes.trained[0]!)),
  }
}

/** A size or mode that this model does not have becomes the nearest that it has, so that the page shows the truth. */
function fittedTo(request: GenerationRequest, model: ModelEntry): GenerationRequest {
  const wanted = parseAspectRatio(request.aspect_ratios_selection)
  const sizes = trainedSizes(model)
  const size = wanted ? nearestShape(wanted, sizes) : sizes[0]!
  const canDo = performancesOf(model.spec).includes(request.performance_selection)
  return {
    ...request,
    aspect_ratios_selection: toAspectRatioText(size),
    performance_selection: canDo ? request.performance_selection : model.spec.defaults.performance,
  }
}

/** The sizes a model draws well, best first. */
export function trainedSizes(model: ModelEntry): readonly PixelSize[] {
  return model.spec.sizes.trained.map(toSize)
}

/** The fields that {@link sizeOf} reads. */
export const SIZE_FIELDS = ['aspect_ratios_selection', 'overwrite_width', 'overwrite_height'] as const

/** The size of the pictures a request asks for, in pixels, its overrides included. */
export function sizeOf(request: Pick<GenerationRequest, (typeof SIZE_FIELDS)[number]>): PixelSize {
  const ratio = parseAspectRatio(request.aspect_ratios_selection) ?? { width: 1, height: 1 }
  return {
    width: request.overwrite_width > 0 ? request.overwrite_width : ratio.width,
    height: request.overwrite_height > 0 ? request.overwrite_height : ratio.height,
  }
}

/** False when the seed box holds something that is no seed and would be used. */
export function isSeedValid(draft: Draft): boolean {
  return draft.isSeedRandom || parseSeeds(draft.seedText) !== null
}

/** The seeds of a draft, one for each task; random when the box holds something that is none. */
export function seedsOf(draft: Draft): readonly string[] {
  return (draft.isSeedRandom ? null : parseSeeds(draft.seedText)) ?? [RANDOM_SEED]
}

/**
 * The draft that makes a picture's request again, seed included. Pictures that were handed in are left out: no control
 * shows them, so nobody could take them out.
 */
export function draftOf(request: GenerationRequest): Draft {
  const {
    image_seed,
    upscale_or_vary: _uov,
    inpaint: _inpaint,
    image_prompt: _prompt,
    enhance: _enhance,
    ...rest
  } = request
  return { request: rest, isSeedRandom: image_seed === RANDOM_SEED, seedText: image_seed }
}

const toSize = ([width, height]: readonly [number, number]): PixelSize => ({ width, height })
