import { parseAspectRatio } from '../../contract/catalog/aspect-ratios.ts'
import { PERFORMANCE_MODES } from '../../contract/catalog/performance.ts'
import type { OutputFormat } from '../../contract/image.ts'
import { NO_LORA } from '../../contract/lora.ts'
import type { WORK_KINDS } from '../../contract/protocol/capabilities.ts'
import type { JobRequest } from '../../contract/protocol/job-request.ts'

/** A kind of work that tabs may offer. */
export type WorkKind = (typeof WORK_KINDS)[number]

/** What a tab must be able to do for a request, and how much of it. */
export interface JobNeeds {
  readonly model: string
  /** LoRA files that its slots name. */
  readonly loras: readonly string[]
  readonly kinds: readonly WorkKind[]
  readonly format: OutputFormat
  /** Steps of one image. */
  readonly steps: number
  /** Null when the size only stands for a shape, which every model makes at a size of its own. */
  readonly pixels: number | null
  /** Megapixel steps of the whole job, at the size that was asked for: what a fair share is counted in. */
  readonly work: number
}

const MEGAPIXEL = 1_000_000

/** Requests never change, and each is asked about by its acceptance, its hand-out and its tab. */
const known = new WeakMap<JobRequest, JobNeeds>()

/** What a request needs. Steps and sizes follow the planner: a mode's own unless they are overridden. */
export function needsOf(request: JobRequest): JobNeeds {
  const before = known.get(request)
  if (before) return before
  const needs = readNeeds(request)
  known.set(request, needs)
  return needs
}

function readNeeds(request: JobRequest): JobNeeds {
  const mode = PERFORMANCE_MODES[request.performance_selection]
  const kinds = partsOf(request)
  const upscales = request.upscale_or_vary?.uov_method.startsWith('Upscale') ?? false
  const steps =
    request.overwrite_step > 0 ? request.overwrite_step : upscales ? mode.upscaleSteps : mode.steps
  const listed = parseAspectRatio(request.aspect_ratios_selection) ?? { width: 1024, height: 1024 }
  const width = request.overwrite_width > 0 ? request.overwrite_width : listed.width
  const height = request.overwrite_height > 0 ? request.overwrite_height : listed.height
  // One side alone leaves the other one to the shape.
  const isExact = request.overwrite_width > 0 && request.overwrite_height > 0
  return {
    model: request.base_model_name,
    loras: request.loras
      .filter((lora) => lora.enabled && lora.model_name !== NO_LORA)
      .map((lora) => lora.model_name),
    kinds: kinds.length > 0 ? kinds : ['text_to_image'],
    format: request.output_format,
    steps,
    pixels: isExact ? width * height : null,
    work: (request.image_number * steps * width * height) / MEGAPIXEL,
  }
}

/** The optional parts that are switched on; one that is merely there asks for nothing. */
function partsOf(request: JobRequest): WorkKind[] {
  const kinds: WorkKind[] = []
  const method = request.upscale_or_vary?.uov_method ?? 'Disabled'
  if (method !== 'Disabled') kinds.push('upscale_or_vary')
  if (request.inpaint) kinds.push('inpaint')
  if (request.image_prompt) kinds.push('image_prompt')
  if (request.enhance?.enhance_checkbox) kinds.push('enhance')
  return kinds
}
