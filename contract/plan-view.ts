import type { SamplerName, SchedulerName } from './catalog/samplers.ts'
import type { ErrorData } from './errors.ts'
import type { Notice } from './task.ts'

/** One image of a plan, to be looked at: everything in it is decided. */
export interface PlannedImage {
  /** Which image of the task, from 0. */
  readonly index: number
  /** Decimal text. */
  readonly seed: string
  /** The texts after wildcards, arrays and styles, in the order they are encoded. */
  readonly positiveTexts: readonly string[]
  readonly negativeTexts: readonly string[]
  /** What a language model will go on with, as one more text; absent when nothing is expanded. */
  readonly expansion?: string
  /** The styles that were applied, drawn ones by their names. */
  readonly styles: readonly string[]
  /** Pixels. */
  readonly width: number
  readonly height: number
  readonly steps: number
  readonly sampler: SamplerName
  readonly scheduler: SchedulerName
  readonly guidanceScale: number
}

/** What a request would come to if it were submitted now. */
export type PlanView =
  | {
      readonly kind: 'planned'
      readonly images: readonly PlannedImage[]
      /** Files in the order of merging; the one of a performance mode last. */
      readonly loras: readonly { readonly name: string; readonly weight: number }[]
      readonly notices: readonly Notice[]
    }
  | { readonly kind: 'refused'; readonly error: ErrorData }
