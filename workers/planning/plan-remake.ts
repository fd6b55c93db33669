import { PERFORMANCE_MODES } from '../../contract/catalog/performance.ts'
import { AppError } from '../../contract/errors.ts'
import type { PixelSize } from '../../contract/image.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import { readImageFacts } from '../../contract/metadata/image-facts.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import type { Notice } from '../../contract/task.ts'
import { shapeCeil, sizeForShape } from '../pixels/shape-sizes.ts'

/** The network that enlarges a picture, and whose files it is among. */
export interface EnlargerUse {
  readonly entry: ModelEntry
  readonly role: 'upscaler_2x' | 'upscaler_4x'
}

/** How a picture that was handed in is made into another one: what "Upscale or Variation" asks for. */
export interface RemakePlan {
  readonly kind: 'vary' | 'upscale'
  /** Share of the noise it is drawn anew from, (0, 1]; null: it is only enlarged, and nothing is drawn. */
  readonly denoise: number | null
  /** Null enlarges by no network. */
  readonly enlarger: EnlargerUse | null
  /** The picture as its file says; the decoded one may lie on its side. */
  readonly from: PixelSize
  /** What it is resampled to, pixels. */
  readonly fitted: PixelSize
  /** What is drawn: the middle of that, in sides that the model can make. */
  readonly size: PixelSize
  readonly notices: readonly Notice[]
}

/** Fooocus' own sizes are those of a model that draws 1024×1024. */
const REFERENCE_SIDE = 1024
/** Sides that count as one step of size there. */
const REFERENCE_GRAIN = 64
/** Variations are drawn at most so much larger than the model's own size. */
const LARGEST_VARIATION = 2
/** Beyond this, for a model of 1024, an enlarged picture is not drawn anew. */
const TOO_LARGE_TO_DRAW = 2800
/** A picture longer than this is refused: Fooocus' rounding makes a thread of it. */
const MAX_ASPECT = 8
/** Pixels of an enlarged picture, before it is resampled: numbers for each of them are held at once. */
const MAX_ENLARGED = 25_000_000

/** More of a side than this is not cut off: the picture is stretched by as little instead. */
const MAX_CUT = 0.02
/** A schedule is walked from its end, and a hundred times as long as what is walked of it. */
const MIN_STRENGTH = 0.01
/** Whole steps of size make a picture a little wider or higher; more than this is another picture. */
const MAX_STRETCH = 1.4

const VARY_STRENGTH = { 'Vary (Subtle)': 0.5, 'Vary (Strong)': 0.85 } as const
const UPSCALE_STRENGTH = 0.382
const UPSCALE_FACTOR = { 'Upscale (1.5x)': 1.5, 'Upscale (2x)': 2, 'Upscale (Fast 2x)': 2 } as const

type Asked = NonNullable<GenerationRequest['upscale_or_vary']>

/**
 * What becomes of the picture of "Upscale or Variation". Reads its size from the file's head; decodes nothing.
 *
 * Fooocus' rules, with the sizes of its SDXL models read as multiples of the model's own size: a variation is drawn
 * between once and twice that size; an enlarged picture is drawn anew unless it is asked to be fast or would be too large.
 * A custom factor is taken as it is (Fooocus reads 3.2 as 2).
 *
 * @param models where an enlarging network is looked for when the model has none of its own
 * @returns null when nothing of the kind is asked for
 * @throws AppError `invalid_request` for a picture that cannot be read or has no size that the model can draw;
 *   `unsupported_feature` where a network is missing
 */
export function planRemake(
  request: GenerationRequest,
  model: ModelEntry,
  models: readonly ModelEntry[],
): RemakePlan | null {
  const asked = request.upscale_or_vary
  if (!asked || asked.uov_method === 'Disabled') return null
  const size = readSize(asked)
  const plan =
    asked.uov_method === 'Vary (Subtle)' || asked.uov_method === 'Vary (Strong)'
      ? planVariation(VARY_STRENGTH[asked.uov_method], asked, size, model)
      : planUpscale(asked, size, model, models)
  if (plan.denoise !== null && !model.files.some(({ role }) => role === 'vae_encoder')) {
    throw refuseMethod(asked, model)
  }
  return plan
}

/** How many images come of a request, and what is to be said of that. What is only enlarged is the same each time. */
export function remadeCount(
  { image_number: asked, upscale_or_vary: part }: GenerationRequest,
  remake: RemakePlan | null,
): { readonly count: number; readonly notices: readonly Notice[] } {
  if (remake?.denoise !== null || asked === 1) return { count: asked, notices: [] }
  const detail = { by: part?.uov_method ?? '', setting: 'image_number', to: '1' }
  return { count: 1, notices: [{ code: 'setting_forced', detail }] }
}

/** Steps of a mode for what is made. */
export function modeSteps(request: GenerationRequest, remake: RemakePlan | null): number {
  const mode = PERFORMANCE_MODES[request.performance_selection]
  return remake?.kind === 'upscale' ? mode.upscaleSteps : mode.steps
}

function planVariation(strength: number, asked: Asked, size: PixelSize, model: ModelEntry): RemakePlan {
  const { own, grain } = scaleOf(model)
  const shape = Math.min(Math.max(shapeCeil(size, grain), own), largestVariation(model))
  const isOfOneSize = shape === shapeCeil(size, grain)
  const fitted = within(isOfOneSize ? size : sizeForShape(size, shape, grain), shape, model)
  const denoise = strengthOf(asked.overwrite_vary_strength, strength)
  return { kind: 'vary', denoise, enlarger: null, from: size, ...drawable(size, fitted, model) }
}

function planUpscale(
  asked: Asked,
  size: PixelSize,
  model: ModelEntry,
  models: readonly ModelEntry[],
): RemakePlan {
  const { own, grain } = scaleOf(model)
  const factor =
    asked.uov_method in UPSCALE_FACTOR
      ? UPSCALE_FACTOR[asked.uov_method as keyof typeof UPSCALE_FACTOR]
      : asked.upscale_multiple
  const enlarger = enlargerFor(asked, size, factor, [model, ...models])
  const wanted = { width: size.width * factor, height: size.height * factor }
  const shape = shapeCeil(wanted, grain)
  const fitted =
    shape < own
      ? sizeForShape({ width: size.width * 4, height: size.height * 4 }, own, grain)
      : { width: Math.floor(wanted.width), height: Math.floor(wanted.height) }
  const isFast = asked.uov_method === 'Upscale (Fast 2x)'
  if (isFast || shape > (TOO_LARGE_TO_DRAW / REFERENCE_SIDE) * own) {
    return { kind: 'upscale', denoise: null, enlarger, from: size, fitted, size: fitted, notices: [] }
  }
  const denoise = strengthOf(asked.overwrite_upscale_strength, UPSCALE_STRENGTH)
  return { kind: 'upscale', denoise, enlarger, from: size, ...drawable(size, fitted, model) }
}

/** The model's own network, else one that is shipped with the page; the smaller one where four times is too much. */
function enlargerFor(
  asked: Asked,
  { width, height }: PixelSize,
  factor: number,
  models: readonly ModelEntry[],
): EnlargerUse {
  const found = (role: EnlargerUse['role']) => {
    const entry = models.find(
      (one, at) => (at === 0 || one.embedded) && one.files.some((file) => file.role === role),
    )
    return entry && { entry, role }
  }
  const [twice, fourTimes] = [found('upscaler_2x'), found('upscaler_4x')]
  if (!twice && !fourTimes) throw refuseMethod(asked, models[0]!)
  const pixels = width * height
  if (fourTimes && pixels * 16 <= MAX_ENLARGED) return fourTimes
  if (twice && (factor <= 2 || !fourTimes) && pixels * 4 <= MAX_ENLARGED) return twice
  const most = Math.floor(Math.sqrt(MAX_ENLARGED / (factor <= 2 && twice ? 4 : 16)))
  throw unfit(asked, `a picture of ${width}×${height} px is too large to be enlarged`, { most })
}

function readSize(asked: Asked): PixelSize {
  const facts = readImageFacts(asked.uov_input_image.bytes)
  if (!facts) throw unfit(asked, 'the picture is no PNG, JPEG or WebP that can be read')
  if (facts.isAnimated) throw unfit(asked, 'the picture moves')
  // Cameras leave the end marker out often enough.
  if (facts.end === null && facts.mime !== 'image/jpeg') throw unfit(asked, "the picture's file is cut off")
  const { width, height } = facts
  if (Math.max(width, height) > MAX_ASPECT * Math.min(width, height)) {
    throw unfit(asked, `a picture of ${width}×${height} px is too long`, { most: MAX_ASPECT })
  }
  return { width, height }
}

/** The side of a square that the model draws by itself, and what sizes are counted in. */
function scaleOf({ spec: { sizes } }: ModelEntry): { readonly own: number; readonly grain: number } {
  const [width, height] = sizes.trained[0]!
  const wanted = (Math.sqrt(width * height) * REFERENCE_GRAIN) / REFERENCE_SIDE
  const grain = Math.max(1, Math.round(wanted / sizes.multiple)) * sizes.multiple
  return { own: shapeCeil({ width, height }, grain), grain }
}

/** A model that cannot draw twice its own size varies pictures at the largest that it has learnt. */
function largestVariation(model: ModelEntry): number {
  const { own, grain } = scaleOf(model)
  const { trained, max } = model.spec.sizes
  if (max >= LARGEST_VARIATION * own) return LARGEST_VARIATION * own
  return Math.max(...trained.map(([width, height]) => shapeCeil({ width, height }, grain)))
}

/** Smaller by as little as it takes for no side to be beyond what the model draws. */
function within(size: PixelSize, shape: number, model: ModelEntry): PixelSize {
  const { grain } = scaleOf(model)
  const fits = ({ width, height }: PixelSize) => Math.max(width, height) <= model.spec.sizes.max
  let fitted = size
  for (let less = shape - grain; !fits(fitted) && less >= grain; less -= grain) {
    fitted = sizeForShape(size, less, grain)
  }
  return fitted
}

const strengthOf = (asked: number, otherwise: number) =>
  asked > 0 ? Math.max(asked, MIN_STRENGTH) : otherwise

/**
 * What the model draws of a picture: its middle, in sides that the model can make; or, where that would cut off much, all
 * of it at the nearest such size.
 */
function drawable(
  from: PixelSize,
  fitted: PixelSize,
  { name, spec: { sizes } }: ModelEntry,
): Pick<RemakePlan, 'fitted' | 'size' | 'notices'> {
  const toSides = (round: (steps: number) => number) => ({
    width: round(fitted.width / sizes.multiple) * sizes.multiple,
    height: round(fitted.height / sizes.multiple) * sizes.multiple,
  })
  const middle = toSides(Math.floor)
  const kept = Math.min(middle.width / fitted.width, middle.height / fitted.height)
  const isCut = kept >= 1 - MAX_CUT
  const size = isCut ? middle : toSides(Math.round)
  const { width, height } = from
  const stretch = (width / height) * (size.height / size.width)
  const isItself = Math.max(stretch, 1 / stretch) <= MAX_STRETCH
  if (!isItself || Math.min(size.width, size.height) < sizes.min) {
    const message = `${name} draws no picture of the shape of ${width}×${height} px`
    throw new AppError('invalid_request', message, {
      field: 'upscale_or_vary',
      value: `${width}×${height}`,
      min: sizes.min,
      max: sizes.max,
    })
  }
  const text = (one: PixelSize) => `${one.width}×${one.height}`
  const isRounded = text(size) !== text(fitted)
  const notices: Notice[] = isRounded
    ? [{ code: 'size_rounded', detail: { from: text(fitted), to: text(size) } }]
    : []
  return { fitted: isCut ? fitted : size, size, notices }
}

function unfit(asked: Asked, message: string, detail: { readonly most?: number } = {}): AppError {
  return new AppError('invalid_request', message, {
    field: 'upscale_or_vary.uov_input_image',
    value: asked.uov_input_image.mime,
    ...detail,
  })
}

function refuseMethod({ uov_method: feature }: Asked, { name }: ModelEntry): AppError {
  return new AppError('unsupported_feature', `${name} cannot do ${feature} in this build`, {
    field: 'upscale_or_vary',
    feature,
    model: name,
    available: [],
  })
}
