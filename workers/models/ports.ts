import type { EmbeddingUse } from '../../contract/embedding.ts'
import type { PixelImage } from '../../contract/image.ts'
import type { LoraUse } from '../../contract/lora.ts'
import type { ModelSpec } from '../../contract/manifest.ts'
import type { Activity } from '../../contract/task.ts'
import type { LoraReport } from '../lora/merge-loras.ts'
import type { LatentShape } from '../sampling/types.ts'

export type { LoraReport } from '../lora/merge-loras.ts'
export type { LatentShape } from '../sampling/types.ts'

/** A latent in model units: float32, channels × height × width, row by row. */
export type Latent = Float32Array<ArrayBuffer>

/** Numbers in a latent of this shape. */
export function latentLength(shape: LatentShape): number {
  return shape.channels * shape.height * shape.width
}

/**
 * What a text tells a model. Only the model that made it can read it; it may live on the GPU.
 * Whoever asked for it calls `dispose` once.
 */
export interface Conditioning {
  readonly tokens: number
  dispose(): void
}

/** What the text of one side (wanted or unwanted) is made of. */
export interface ConditioningText {
  /** Encoded one by one and concatenated in this order. At least one; may be empty texts. */
  readonly texts: readonly string[]
  readonly clipSkip: number
  /** How many of the texts, from the first on, tell what the whole picture is like. Left out: all. */
  readonly pooledTexts?: number
  /** What models that know sizes are told instead of the picture's own. Left out: nothing. */
  readonly adm?: AdmScaling
  /** Embeddings that its words name. Words that name none of these, `embedding:…`, say nothing. */
  readonly embeddings?: readonly EmbeddingUse[]
  /** How beautiful pictures are to be, for models that are told it. Left out: what is wanted, 6. */
  readonly aesthetic?: number
  /** For models that are told it. Left out: 1. */
  readonly guidanceScale?: number
}

/**
 * Models that know sizes draw as for an original of another size while the noise is strong.
 *
 * @see Fooocus' ADM guidance
 */
export interface AdmScaling {
  /** Size of the original told = size of the picture × scale, cut to whole pixels; 0 … 3. */
  readonly scale: number
  /** Up to which share of the time, from the noise on; 0 never. */
  readonly end: number
}

/** Weights of FreeU; all ones change nothing. */
export interface FreeU {
  /** Of the backbone's features, at the coarsest and the second width. */
  readonly b1: number
  readonly b2: number
  /** Of the low frequencies that skip past them, at the same widths. */
  readonly s1: number
  readonly s2: number
}

/** One network call, or one bounded group of them; awaited between model calls so that a stop is noticed. */
export type BetweenCalls = () => Promise<void>

/** A diffusion model, as narrow as the pipeline needs it. No tensor, session or runtime name crosses this line. */
export interface DiffusionModel {
  readonly spec: ModelSpec
  /** Whether the network itself is told the guidance scale. Then one side is all it is ever asked about. */
  readonly knowsGuidance: boolean
  /** @param between awaited before every network call; may throw to stop */
  conditionOn(text: ConditioningText, between: BetweenCalls): Promise<Conditioning>
  /**
   * @param input    the scaled latent as the network wants it; not modified
   * @param timestep training index, 0…trainSteps − 1
   * @param on       one or two conditionings
   * @returns the raw network output for each conditioning
   */
  predict(input: Latent, shape: LatentShape, timestep: number, on: readonly Conditioning[]): Promise<Latent[]>
  /**
   * `predict` with the network's features reweighted. The network must have the input for it.
   *
   * @see Si et al. 2023, arXiv:2309.11497
   */
  withFreeU(weights: FreeU): DiffusionModel['predict']
  /** @param latent in model units; the model divides by its own scale */
  decode(latent: Latent, shape: LatentShape): Promise<PixelImage>
  dispose(): Promise<void>
}

/** The part of a model that turns pictures into latents. Whoever loaded it calls `dispose` once. */
export interface PictureEncoder {
  /**
   * @param image opaque; sides in whole latent cells
   * @param between awaited before every network call; may throw to stop
   * @returns the latent in model units, without noise
   */
  encode(image: PixelImage, between: BetweenCalls): Promise<Latent>
  dispose(): Promise<void>
}

/** A network that enlarges pictures. Whoever loaded it calls `dispose` once. */
export interface Enlarger {
  /**
   * @param image opaque
   * @param onTile awaited before every network call, of which there are `tiles`; may throw to stop
   * @returns the picture at the network's multiple of its size
   */
  enlarge(image: PixelImage, onTile: (tile: number, tiles: number) => Promise<void>): Promise<PixelImage>
  dispose(): Promise<void>
}

/** What loading needs while it goes on. */
export interface LoadHow {
  readonly signal: AbortSignal
  readonly onActivity: (activity: Activity) => void
}

/** A model whose LoRAs can be changed without loading all of it again. */
export interface LoadedModel extends DiffusionModel {
  /** What became of the LoRAs that are merged into it. */
  loras(): readonly LoraReport[]
  /**
   * Merges other LoRAs than now, into the pristine weights, which are read again. Only networks that change are
   * loaded again. Conditionings made before must not be used after.
   *
   * @throws Cancelled when the signal aborts; AppError from fetching, the files or the device. After a throw the
   *   model can only be disposed
   */
  useLoras(loras: readonly LoraUse[], how: LoadHow): Promise<void>
}
