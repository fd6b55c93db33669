import { AppError } from '../../contract/errors.ts'
import type { PixelImage, PixelSize } from '../../contract/image.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { Activity } from '../../contract/task.ts'
import type { BetweenCalls, Latent } from '../models/ports.ts'
import { betweenCalls } from '../pipeline/between-calls.ts'
import type { PictureFile, ReadPicture } from '../pipeline/read-picture.ts'
import { cropMiddle } from '../pixels/crop-middle.ts'
import { onWhite } from '../pixels/on-white.ts'
import { resampleLanczos } from '../pixels/resample-lanczos.ts'
import type { EnlargerUse, RemakePlan } from '../planning/plan-remake.ts'
import type { ModelShelf } from './model-shelf.ts'
import type { RunParts, RunReport } from './run-parts.ts'
import type { Interrupts } from './task-queue.ts'

/** What remaking a picture needs. */
interface RemakeParts {
  readonly shelf: ModelShelf
  readonly readPicture: ReadPicture
  /** Ends loading. */
  readonly signal: AbortSignal
  /** Awaited before every network call; throws to stop. */
  readonly between: BetweenCalls
  /** Hears what goes on; `message` is Fooocus'. */
  readonly tell: (phase: RemakePhase, message: string, activity: Activity) => void
}

/** The parts of it that progress counts. */
type RemakePhase = 'process' | 'enlarge' | 'encode'

/**
 * The parts for remaking a picture within a task.
 *
 * @param to who hears of it, and where progress stands from a phase on; asked once for each
 */
export function remakeParts(
  { shelf, readPicture }: RunParts,
  { stop }: Interrupts,
  skip: AbortSignal,
  to: { readonly report: RunReport; readonly percentAt: (phase: RemakePhase) => number },
): RemakeParts {
  let last: RemakePhase | null = null
  let percent = 0
  return {
    shelf,
    readPicture,
    signal: AbortSignal.any([stop, skip]),
    between: () => betweenCalls(stop, skip),
    tell: (phase, message, activity) => {
      if (phase !== last) percent = to.percentAt(phase)
      last = phase
      to.report.progress(percent, message, activity)
    },
  }
}

/**
 * The picture that was handed in, as the plan wants it: opaque, enlarged, resampled, its middle.
 *
 * @param entry the model whose task it is
 * @throws AppError `invalid_file` for a picture that cannot be decoded; what loading, the device or `between` throw
 */
export async function fitPicture(
  remake: RemakePlan,
  file: PictureFile,
  entry: ModelEntry,
  parts: RemakeParts,
): Promise<PixelImage> {
  parts.tell('process', 'Image processing ...', { kind: 'picture', part: 0, parts: 1 })
  await parts.between()
  const picture = onWhite(await parts.readPicture(file))
  const as = wayUp(remake.from, picture)
  const large = remake.enlarger ? await enlargePicture(remake.enlarger, picture, entry, parts) : picture
  await parts.between()
  return cropMiddle(resampleLanczos(large, as(remake.fitted)), as(remake.size))
}

/**
 * Its latent, to be drawn over.
 *
 * @param entry the model whose latent it is to be
 */
export async function latentOf(
  picture: PixelImage,
  entry: ModelEntry,
  { shelf, signal, between, tell }: RemakeParts,
): Promise<Latent> {
  const told = (activity: Activity) => tell('encode', 'VAE encoding ...', activity)
  told({ kind: 'picture', part: 1, parts: 1 })
  const encoder = await shelf.borrow(entry, (device) =>
    device.loadPictureEncoder(entry, { signal, onActivity: told }),
  )
  try {
    return await encoder.encode(picture, between)
  } finally {
    await putAway(encoder)
  }
}

async function enlargePicture(
  use: EnlargerUse,
  picture: PixelImage,
  entry: ModelEntry,
  { shelf, signal, between, tell }: RemakeParts,
): Promise<PixelImage> {
  const message = `Upscaling image from (${picture.width}, ${picture.height}) ...`
  const told = (activity: Activity) => tell('enlarge', message, activity)
  const enlarger = await shelf.borrow(entry, (device) =>
    device.loadEnlarger(use, { signal, onActivity: told }),
  )
  try {
    return await enlarger.enlarge(picture, async (tile, tiles) => {
      told({ kind: 'picture', part: tile - 1, parts: tiles })
      await between()
    })
  } finally {
    await putAway(enlarger)
  }
}

/** On a lost device putting away may fail as well; what was thrown before counts. */
async function putAway(tool: { dispose(): Promise<void> }): Promise<void> {
  await tool.dispose().catch(() => undefined)
}

/** Planned sizes are those of the file's head; a camera held upright writes its pictures lying on their side. */
function wayUp(from: PixelSize, { width, height }: PixelSize): (size: PixelSize) => PixelSize {
  if (width === from.width && height === from.height) return (size) => size
  if (width === from.height && height === from.width) {
    return (size) => ({ width: size.height, height: size.width })
  }
  const message = `the picture is ${width}×${height} px, and its file says ${from.width}×${from.height}`
  throw new AppError('invalid_file', message, { value: `${width}×${height}` })
}
