import { pythonFloat, pythonLiteral, pythonTuple } from './python-literals.ts'

/** The two ways of writing parameters into a picture. */
export type MetadataScheme = 'fooocus' | 'a1111'

/** One LoRA that took part, in order of application; a LoRA that a performance mode adds comes last. */
export interface PictureLora {
  /** File name, with folder and suffix when written; a bare stem when read from a picture. */
  readonly name: string
  readonly weight: number
  /** First ten hex digits of the file's SHA-256; empty when unknown. */
  readonly hash: string
}

/** All that one finished picture says about its making. The common source of both schemes and of the log. */
export interface PictureParameters {
  /** Main prompt and extra lines with wildcards resolved, joined by LF. */
  readonly prompt: string
  readonly negativePrompt: string
  /** Text of the prompt expansion; empty when it was off. */
  readonly promptExpansion: string
  /** Resolved style names; `Fooocus V2` first when the prompt was expanded. */
  readonly styles: readonly string[]
  readonly performance: string
  /**
   * Steps really made; 0 for a picture that was only enlarged, and for a file that tells none. Integer, like the sizes,
   * the switch and the skip below.
   */
  readonly steps: number
  readonly resolution: { readonly width: number; readonly height: number }
  readonly guidanceScale: number
  readonly sharpness: number
  readonly admGuidance: { readonly positive: number; readonly negative: number; readonly end: number }
  /** Model file name; a bare stem when read from a picture. Likewise `refinerModel` and `vae`. */
  readonly baseModel: string
  readonly baseModelHash: string
  /** `null`: no refiner. */
  readonly refinerModel: string | null
  readonly refinerModelHash: string
  readonly refinerSwitch: number
  /** Absolute step at which the refiner takes over; 0 or less: off. */
  readonly overwriteSwitch: number
  readonly refinerSwapMethod: string
  readonly adaptiveCfg: number
  readonly clipSkip: number
  readonly sampler: string
  /** The scheduler as chosen, not as mapped for sampling. */
  readonly scheduler: string
  readonly vae: string
  /** Decimal digits; up to 2^63 − 1, too large for a number. */
  readonly seed: string
  /** `null`: off. */
  readonly freeu: {
    readonly b1: number
    readonly b2: number
    readonly s1: number
    readonly s2: number
  } | null
  readonly loras: readonly PictureLora[]
  /** `false`: the picture itself carries no metadata, only the log does. */
  readonly metadataScheme: MetadataScheme | false
  readonly version: string
  /** Every positive text that was encoded: styles applied, expansion last. */
  readonly fullPrompt: readonly string[]
  readonly fullNegativePrompt: readonly string[]
  /** Name of the author; empty: not written. */
  readonly createdBy: string
}

/** What a picture told when read: the keys that it carries, and no others. */
export type ReadParameters = Partial<PictureParameters>

/** One line of the log. A `number` is a Python float, a `bigint` a Python int; show with `pythonText`. */
export interface LogRow {
  readonly label: string
  readonly key: string
  readonly value: string | number | bigint | boolean
}

const DEFAULT_ADAPTIVE_CFG = 7

/**
 * Lists the parameters as ordered rows. Rows that would only repeat a default are left out.
 *
 * @throws RangeError when an integer field holds a fraction
 */
export function toLogList(parameters: PictureParameters): LogRow[] {
  const p = parameters
  const hasRefiner = p.refinerModel !== null
  return [
    row('Prompt', 'prompt', p.prompt),
    row('Negative Prompt', 'negative_prompt', p.negativePrompt),
    row('Fooocus V2 Expansion', 'prompt_expansion', p.promptExpansion),
    row('Styles', 'styles', pythonLiteral(p.styles)),
    row('Performance', 'performance', p.performance),
    row('Steps', 'steps', BigInt(p.steps)),
    row('Resolution', 'resolution', resolutionText(p.resolution)),
    row('Guidance Scale', 'guidance_scale', p.guidanceScale),
    row('Sharpness', 'sharpness', p.sharpness),
    row('ADM Guidance', 'adm_guidance', admText(p.admGuidance)),
    row('Base Model', 'base_model', p.baseModel),
    row('Refiner Model', 'refiner_model', p.refinerModel ?? 'None'),
    row('Refiner Switch', 'refiner_switch', p.refinerSwitch),
    ...onlyIf(hasRefiner && p.overwriteSwitch > 0, () =>
      row('Overwrite Switch', 'overwrite_switch', BigInt(p.overwriteSwitch)),
    ),
    ...onlyIf(hasRefiner && p.refinerSwapMethod !== 'joint', () =>
      row('Refiner Swap Method', 'refiner_swap_method', p.refinerSwapMethod),
    ),
    ...onlyIf(p.adaptiveCfg !== DEFAULT_ADAPTIVE_CFG, () =>
      row('CFG Mimicking from TSNR', 'adaptive_cfg', p.adaptiveCfg),
    ),
    ...onlyIf(p.clipSkip > 1, () => row('CLIP Skip', 'clip_skip', BigInt(p.clipSkip))),
    row('Sampler', 'sampler', p.sampler),
    row('Scheduler', 'scheduler', p.scheduler),
    row('VAE', 'vae', p.vae),
    row('Seed', 'seed', p.seed),
    ...onlyIf(p.freeu !== null, () => row('FreeU', 'freeu', freeuText(p.freeu!))),
    ...p.loras.map((lora, at) => row(`LoRA ${at + 1}`, `lora_combined_${at + 1}`, loraText(lora))),
    row('Metadata Scheme', 'metadata_scheme', p.metadataScheme),
    row('Version', 'version', p.version),
  ]
}

/** Last component of a path without its last suffix; inner dots stay: `a/v2.5.fp16.bin` → `v2.5.fp16`. */
export function fileStem(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  const dot = name.lastIndexOf('.')
  return dot > 0 && dot < name.length - 1 ? name.slice(0, dot) : name
}

const row = (label: string, key: string, value: LogRow['value']): LogRow => ({ label, key, value })

const onlyIf = (condition: boolean, make: () => LogRow): LogRow[] => (condition ? [make()] : [])

const loraText = ({ name, weight }: PictureLora) => `${name} : ${pythonFloat(weight)}`

const resolutionText = ({ width, height }: PictureParameters['resolution']) =>
  pythonTuple([BigInt(width), BigInt(height)])

const admText = ({ positive, negative, end }: PictureParameters['admGuidance']) =>
  pythonTuple([positive, negative, end])

const freeuText = ({ b1, b2, s1, s2 }: NonNullable<PictureParameters['freeu']>) =>
  pythonTuple([b1, b2, s1, s2])
