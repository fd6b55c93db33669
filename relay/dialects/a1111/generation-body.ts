import { MAX_PROMPT_LENGTH } from '../../../contract/request.ts'
import { Seed } from '../../../contract/seed.ts'
import { z } from '../../../contract/zod.ts'
import { BodyError } from './errors.ts'

/** Numbers may come as text: A1111 reads `"20"` as 20, and clients have come to count on it. */
const whole = (min: number, max: number) => z.preprocess(numberOf, z.int().min(min).max(max).nullish())
const real = (min: number, max: number) => z.preprocess(numberOf, z.number().min(min).max(max).nullish())

const Flag = z.preprocess(flagOf, z.boolean().nullish())
const Text = z.string().max(MAX_PROMPT_LENGTH).nullish()
const Name = z.string().max(200).nullish()
/** Nothing and -1 mean "draw one". */
const AnySeed = z.preprocess((value) => (value === '' || value === null ? undefined : value), Seed.optional())

/** Keys of `options`; only a few mean something here, see options.ts. */
export const Options = z.record(z.string().max(200), z.unknown())

const TEXT_TO_IMAGE = {
  prompt: Text,
  negative_prompt: Text,
  styles: z.array(z.string().max(200)).max(64).nullish(),
  seed: AnySeed,
  sampler_name: Name,
  sampler_index: Name,
  scheduler: Name,
  batch_size: whole(1, 32),
  n_iter: whole(1, 32),
  steps: whole(1, 200),
  cfg_scale: real(1, 30),
  width: whole(16, 4096),
  height: whole(16, 4096),
  override_settings: Options.nullish(),
  override_settings_restore_afterwards: Flag,
  send_images: Flag,
  save_images: Flag,
  alwayson_scripts: z.record(z.string(), z.unknown()).nullish(),
  script_name: Name,
  enable_hr: Flag,
  tiling: Flag,
  restore_faces: Flag,
  refiner_checkpoint: Name,
  refiner_switch_at: real(0.1, 1),
}

/** Body of `POST /sdapi/v1/txt2img`. Fields that are not here are ignored, as A1111 does. */
export const TextToImageBody = z.object(TEXT_TO_IMAGE)

/** Body of `POST /sdapi/v1/img2img`. Pictures are base64 or data URLs. */
export const ImageToImageBody = z.object({
  ...TEXT_TO_IMAGE,
  init_images: z.array(z.string()).nullish(),
  mask: z.string().nullish(),
  denoising_strength: real(0, 1),
  inpainting_mask_invert: whole(0, 1),
  /** 0 fill, 1 original, 2 latent noise, 3 latent nothing. */
  inpainting_fill: whole(0, 3),
  inpaint_full_res: Flag,
  include_init_images: Flag,
})

/** Body of `POST /sdapi/v1/png-info`. */
export const PngInfoBody = z.object({ image: z.string() })

export type TextToImageBody = z.infer<typeof TextToImageBody>
export type ImageToImageBody = z.infer<typeof ImageToImageBody>

/** Checks a body at the door. @throws BodyError */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {})
  if (result.success) return result.data
  throw new BodyError(
    result.error.issues.map(({ path, message, code }) => ({
      // A symbol cannot come from JSON.
      loc: ['body', ...path.map((step) => (typeof step === 'symbol' ? step.toString() : step))],
      msg: message,
      type: code,
    })),
  )
}

function numberOf(value: unknown): unknown {
  return typeof value === 'string' && /^\s*[+-]?\d+(?:\.\d+)?\s*$/u.test(value) ? Number(value) : value
}

function flagOf(value: unknown): unknown {
  if (value === 1 || value === 'true' || value === 'True') return true
  if (value === 0 || value === 'false' || value === 'False') return false
  return value
}
