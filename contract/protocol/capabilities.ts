import { z } from '../zod.ts'
import { OUTPUT_FORMATS } from '../image.ts'
import { LeaseText, TaskIdText } from './identifiers.ts'

const Name = z.string().max(200)

/** Kinds of work that a tab may offer; apart from the first, the optional parts of a request. */
export const WORK_KINDS = ['text_to_image', 'upscale_or_vary', 'inpaint', 'image_prompt', 'enhance'] as const

/** What a tab can do, from which the relay decides what to hand it. A whole DeviceReport may stand in `device`. */
export const Capabilities = z.object({
  /** Models that are ready; asking for another one means a download. */
  models: z.array(Name).max(256),
  /** LoRA files that requests may name, those of its ready models and the user's. Left out: none. */
  loras: z.array(Name).max(1024).optional(),
  /** The model that is in memory now; null when none is. */
  loaded: Name.nullable(),
  kinds: z.array(z.enum(WORK_KINDS)),
  formats: z.array(z.enum(OUTPUT_FORMATS)),
  maxPixels: z.int().positive(),
  maxSteps: z.int().positive(),
  device: z.object({
    backend: z.enum(['webgpu', 'wasm']),
    adapter: z
      .object({ vendor: Name, architecture: Name, description: Name, software: z.boolean() })
      .nullable(),
    f16: z.boolean(),
    maxBufferBytes: z.int().nonnegative(),
    threads: z.int().nonnegative(),
  }),
  /** Measured seconds for one step of one megapixel; null before the first task. */
  secondsPerMegapixelStep: z.number().positive().nullable(),
})
export type Capabilities = z.infer<typeof Capabilities>

/** A task together with the lease under which a tab holds it. */
export const HeldJob = z.object({ taskId: TaskIdText, lease: LeaseText })

/** How far the upload of one picture has come: the first `upto` bytes are safe with the relay. */
export const UploadedPart = z.object({ image: z.int().min(0).max(255), upto: z.int().nonnegative() })
