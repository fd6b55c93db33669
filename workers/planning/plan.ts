import type { SamplerName, SchedulerName } from '../../contract/catalog/samplers.ts'
import type { EmbeddingUse } from '../../contract/embedding.ts'
import type { OutputFormat } from '../../contract/image.ts'
import type { LoraUse } from '../../contract/lora.ts'
import type { GenerationRequest } from '../../contract/request.ts'

/** The model that finishes a picture, and when it takes over. */
export interface RefinerPlan {
  readonly modelId: string
  /** Steps of the first model; from as many as the picture has on, the refiner has no say. */
  readonly switchAt: number
  readonly method: GenerationRequest['refiner_swap_method']
  /** As the refiner's own texts are encoded. */
  readonly clipSkip: number
}

/**
 * One image, fully decided: what the pipeline runs, what the file records, and what makes the same picture
 * again. Nothing is left open and nothing is changed later.
 */
export interface ImagePlan {
  /** Which image of the task, from 0. */
  readonly index: number
  /** Decimal text; exact up to 2^63 − 1. */
  readonly seed: string
  readonly modelId: string
  readonly prompt: string
  readonly negativePrompt: string
  /** The texts after styles, in encoding order; an expansion comes last. */
  readonly positiveTexts: readonly string[]
  readonly negativeTexts: readonly string[]
  /** How many of the positive texts count for the pooled vector: those before an expansion. */
  readonly positiveTopK: number
  /** What is to be expanded before encoding, and the seed for it, 0…2³² − 1. Null: nothing. */
  readonly expansion: { readonly text: string; readonly seed: number } | null
  /** What the expander made of it; empty before that, and where nothing is expanded. */
  readonly promptExpansion: string
  /** Applied, in their order; `Fooocus V2` first where the prompt is expanded. */
  readonly styles: readonly string[]
  readonly steps: number
  /** Share of the noise that it starts from, (0, 1]; below 1 it is drawn over a picture that was handed in. */
  readonly denoise: number
  /** Pixels, multiples of what the model wants. */
  readonly width: number
  readonly height: number
  readonly guidanceScale: number
  readonly adaptiveCfg: number
  readonly sharpness: number
  readonly sampler: SamplerName
  readonly scheduler: SchedulerName
  readonly clipSkip: number
  /** Null draws with one model. */
  readonly refiner: RefinerPlan | null
  /** Of the share of steps that a refiner takes over at; 1 where the mode has none. */
  readonly refinerSwitch: number
  /** Null leaves the network's features as they are. */
  readonly freeu: Readonly<Record<'b1' | 'b2' | 's1' | 's2', number>> | null
  /** That words of its texts stand for. */
  readonly embeddings: readonly EmbeddingUse[]
  /** In the order of merging; the one of a performance mode last. */
  readonly loras: readonly LoraUse[]
  /** Sizes told to models that know sizes, as factors for each side, and up to which share of the time. */
  readonly adm: { readonly positive: number; readonly negative: number; readonly end: number }
  readonly outputFormat: OutputFormat
  readonly previews: 'shown' | 'off'
  /** Null leaves the parameters out of the file. */
  readonly metadata: 'fooocus' | 'a1111' | null
  /** The request that makes exactly this image again; pictures that were handed in are empty in it. */
  readonly request: GenerationRequest
}
