import { z } from '../zod.ts'
import type { PictureMime } from '../image.ts'
import type { PictureParameters } from '../metadata/parameters.ts'
import { Sha256Text } from './identifiers.ts'

const Texts = z.array(z.string())
const Side = z.int().positive().max(16_384)

const Parameters = z.object({
  prompt: z.string(),
  negativePrompt: z.string(),
  promptExpansion: z.string(),
  styles: Texts,
  performance: z.string(),
  steps: z.int(),
  resolution: z.object({ width: Side, height: Side }),
  guidanceScale: z.number(),
  sharpness: z.number(),
  admGuidance: z.object({ positive: z.number(), negative: z.number(), end: z.number() }),
  baseModel: z.string(),
  baseModelHash: z.string(),
  refinerModel: z.string().nullable(),
  refinerModelHash: z.string(),
  refinerSwitch: z.number(),
  overwriteSwitch: z.int(),
  refinerSwapMethod: z.string(),
  adaptiveCfg: z.number(),
  clipSkip: z.int(),
  sampler: z.string(),
  scheduler: z.string(),
  vae: z.string(),
  seed: z.string(),
  freeu: z.object({ b1: z.number(), b2: z.number(), s1: z.number(), s2: z.number() }).nullable(),
  loras: z.array(z.object({ name: z.string(), weight: z.number(), hash: z.string() })),
  metadataScheme: z.union([z.enum(['fooocus', 'a1111']), z.literal(false)]),
  version: z.string(),
  fullPrompt: Texts,
  fullNegativePrompt: Texts,
  createdBy: z.string(),
}) satisfies z.ZodType<PictureParameters>

const MIMES = ['image/png', 'image/jpeg', 'image/webp'] as const satisfies readonly PictureMime[]

/**
 * A finished picture as it is announced before its bytes: a picture's record without what the relay knows from the
 * job, and the hash by which it knows that all bytes have come.
 */
export const WirePicture = z.object({
  /** Which image of its task, from 0; frames name it by this number. */
  index: z.int().min(0).max(255),
  createdAt: z.number().nonnegative(),
  mime: z.enum(MIMES),
  bytes: z.int().positive(),
  sha256: Sha256Text,
  width: Side,
  height: Side,
  seed: z.string().regex(/^\d{1,19}$/u),
  /** Null when they would make the message too long, as the longest prompts do. */
  parameters: Parameters.nullable(),
})
export type WirePicture = z.infer<typeof WirePicture>
