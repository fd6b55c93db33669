import { z } from './zod.ts'
import { PERFORMANCES } from './catalog/performance.ts'

/** Bytes in one stored block of a model file. A file's last block may be shorter. */
export const BLOCK_BYTES = 8 * 1024 * 1024

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u)
const Side = z.int().min(8).max(16_384)
const SideBySide = z.tuple([Side, Side])

/** The parts a model is made of. */
export const FILE_ROLES = ['text_encoder', 'unet', 'vae_decoder', 'vae_encoder', 'vocab', 'merges'] as const

/** The job of one file within its model. */
export type FileRole = (typeof FILE_ROLES)[number]

/** One file of a model, with what is needed to fetch it in pieces and to know that it is whole. */
export const ModelFile = z.strictObject({
  role: z.enum(FILE_ROLES),
  /** Relative to the model's `source`. */
  path: z.string().regex(/^(?!(?:.*\/)?\.\.?(?:\/|$))[\w.-]+(?:\/[\w.-]+)*$/u),
  bytes: z.int().positive(),
  sha256: Sha256,
  /** SHA-256 of each block of {@link BLOCK_BYTES}, so that one damaged block is fetched again alone. */
  blocks: z.array(Sha256).optional(),
})
export type ModelFile = z.infer<typeof ModelFile>

/** What a model is, as numbers: the only place where facts about weights are written down. */
export const ModelSpec = z.strictObject({
  family: z.enum(['sd']),
  predictionType: z.enum(['epsilon', 'v_prediction']),
  schedule: z.strictObject({
    betaSchedule: z.enum(['scaled_linear', 'linear']),
    betaStart: z.number().positive(),
    betaEnd: z.number().positive(),
    trainSteps: z.int().positive(),
  }),
  latent: z.strictObject({
    channels: z.int().positive(),
    /** Pixels per latent cell, each way. */
    downscale: z.int().positive(),
    /** Model units = VAE units × scale. */
    scale: z.number().positive(),
  }),
  text: z.strictObject({
    /** Tokens in one chunk, start and end included. */
    maxTokens: z.int().min(3),
    bos: z.string(),
    eos: z.string(),
    pad: z.string(),
    /** The text encoder's output used as context, for each CLIP skip from 1 on. The last entry serves all above. */
    contextOutputs: z.array(z.string()).min(1),
    /** What Fooocus' default CLIP skip of 2 means here. */
    defaultClipSkip: z.int().min(1),
  }),
  sizes: z.strictObject({
    /** Best first; all of them drawn well. */
    trained: z.array(SideBySide).min(1),
    /** Sides must be multiples of this many pixels. */
    multiple: z.int().positive(),
    min: Side,
    max: Side,
  }),
  defaults: z.strictObject({
    guidanceScale: z.number().min(1).max(30),
    performance: z.enum(PERFORMANCES),
    styles: z.array(z.string()),
  }),
  /** Modes that run on the bare weights. The others need a LoRA, listed in `performanceLoras` when there is one. */
  performances: z.array(z.enum(PERFORMANCES)).min(1),
  /** RGB in −1…1 = latent (model units) · factors + bias. */
  preview: z.strictObject({
    factors: z.array(z.tuple([z.number(), z.number(), z.number()])),
    bias: z.tuple([z.number(), z.number(), z.number()]),
  }),
})
export type ModelSpec = z.infer<typeof ModelSpec>

/** A model anyone can use, and where its files come from. */
export const ModelEntry = z.strictObject({
  id: z.string().regex(/^[\w.-]+$/u),
  name: z.string().min(1),
  description: z.string(),
  licence: z.strictObject({ name: z.string(), url: z.url().optional() }),
  /** Shipped with the page and fetched without being asked for. */
  embedded: z.boolean(),
  /** Address of the folder with the files; relative addresses start at the page's own root. */
  source: z.string().regex(/^(?:https:\/\/.+|(?!(?:.*\/)?\.\.?\/)[\w.-]+(?:\/[\w.-]+)*)\/$/u),
  files: z.array(ModelFile).min(1),
  /** What a device must have. WASM serves any model without `webgpu`. */
  needs: z.strictObject({ webgpu: z.boolean(), f16: z.boolean(), memoryBytes: z.int().nonnegative() }),
  spec: ModelSpec,
})
export type ModelEntry = z.infer<typeof ModelEntry>

/** The list of models: `models-manifest.json`. */
export const ModelManifest = z.strictObject({
  format: z.literal('fooocus-tab-models/1'),
  models: z.array(ModelEntry).min(1),
})
export type ModelManifest = z.infer<typeof ModelManifest>

/** Bytes of all files of a model together. */
export function modelBytes(model: ModelEntry): number {
  return model.files.reduce((sum, file) => sum + file.bytes, 0)
}
