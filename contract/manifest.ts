import { z } from './zod.ts'
import { PERFORMANCES, type Performance } from './catalog/performance.ts'

/** Bytes in one stored block of a model file. A file's last block may be shorter. */
export const BLOCK_BYTES = 8 * 1024 * 1024

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u)
const Side = z.int().min(8).max(16_384)
const SideBySide = z.tuple([Side, Side])

/** LoRA files that belong to a model itself. */
const LORA_ROLES = ['lora_4_steps', 'lora_8_steps'] as const

/** The files of a language model that expands prompts: all of them or none. */
export const EXPANDER_ROLES = ['expander', 'expander_vocab', 'expander_merges', 'expander_words'] as const

/**
 * The parts a model is made of. A graph without a `_weights` file beside it holds its weights itself, and then takes no
 * LoRAs. A `_tensors` file says which parameter lies where in the weights; without one the graph itself is asked.
 */
export const FILE_ROLES = [
  'text_encoder',
  'text_encoder_weights',
  'text_encoder_tensors',
  'text_encoder_2',
  'text_encoder_2_weights',
  'text_encoder_2_tensors',
  'unet',
  'unet_weights',
  'unet_tensors',
  'vae_decoder',
  'vae_decoder_weights',
  'vae_encoder',
  'vocab',
  'merges',
  'vocab_2',
  'merges_2',
  ...LORA_ROLES,
  ...EXPANDER_ROLES,
  'upscaler_2x',
  'upscaler_4x',
] as const

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

/** The text encoder's output used as context, for each CLIP skip from 1 on. The last entry serves all above. */
const ContextOutputs = z.array(z.string()).min(1)

/**
 * What a model is, as numbers: the only place where facts about weights are written down. Which inputs a network
 * has, and of which types, the graphs say themselves.
 */
export const ModelSpec = z.strictObject({
  /** Which tables of step levels fit: those made for Stable Diffusion 1 and 2, or for XL. */
  family: z.enum(['sd', 'sdxl']),
  /** `edm`: trained on a continuous range of noise with EDM's scaling; its only schedule is edm_playground_v2.5. */
  predictionType: z.enum(['epsilon', 'v_prediction', 'edm']),
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
  text: z
    .strictObject({
      /** Tokens in one chunk, start and end included. */
      maxTokens: z.int().min(3),
      /**
       * Tokens of context that the text encoder gives for one chunk. The first `maxTokens` of them belong to the
       * chunk's ids, the others to the chunk as a whole. Left out: `maxTokens`.
       */
      contextTokens: z.int().positive().optional(),
      bos: z.string(),
      eos: z.string(),
      /** Fills a chunk. CLIP-L has the end token for it, both OpenCLIPs the token with id 0, `!`. */
      pad: z.string(),
      contextOutputs: ContextOutputs,
      /**
       * A second text encoder, which reads the same words. Its context stands beside the first one's, channel by
       * channel. It has the same start and end, and the same vocabulary unless the model lists a `vocab_2`.
       */
      second: z.strictObject({ pad: z.string(), contextOutputs: ContextOutputs }).optional(),
      /** The output of the last text encoder with one vector for a whole text, for networks that want `text_embeds`. */
      pooledOutput: z.string().optional(),
      /**
       * Whether the text encoders take `inputs_embeds`, so that embeddings of the user's can stand for words. Their
       * own tokens' vectors are read from the weights beside the graph then. Left out: no.
       */
      embeddings: z.boolean().optional(),
      /** What Fooocus' default CLIP skip of 2 means here. */
      defaultClipSkip: z.int().min(1),
    })
    .refine((text) => (text.contextTokens ?? text.maxTokens) >= text.maxTokens, {
      path: ['contextTokens'],
      error: 'a chunk gives at least as many context tokens as it has ids',
    }),
  /** The language model that expands prompts ("Fooocus V2"), of GPT-2's shape, among the model's own files. */
  expander: z
    .strictObject({
      /** An expansion ends at the next multiple of this many of the expander's own tokens. Fooocus: 75. */
      lengthMultiple: z.int().positive(),
      /** Tokens it has positions for. */
      maxTokens: z.int().positive(),
      /**
       * What is expanded: the main prompt, as in Fooocus, or the first of the texts after styles, for models to which
       * a prompt without its style is a picture in another one.
       */
      expands: z.enum(['prompt', 'first_text']),
    })
    .optional(),
  unet: z
    .strictObject({
      /** Width of the inputs `ip_k` and `ip_v`: keys of all attention layers side by side. */
      imagePromptWidth: z.int().positive().optional(),
      /** Whether the graph has the input `freeu`: b1, b2, s1, s2. Left out: no. */
      freeu: z.boolean().optional(),
      /** Width of the input `timestep_cond`, where the graph leaves it open. */
      guidanceWidth: z.int().positive().optional(),
    })
    .optional(),
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
  /** The LoRA that a mode needs, among the model's own files. A mode that is listed here runs with it. */
  performanceLoras: z
    .partialRecord(
      z.enum(PERFORMANCES),
      z.strictObject({ role: z.enum(LORA_ROLES), weight: z.number().min(-2).max(2) }),
    )
    .optional(),
  /** RGB in −1…1 = latent (model units) · factors + bias. */
  preview: z.strictObject({
    factors: z.array(z.tuple([z.number(), z.number(), z.number()])),
    bias: z.tuple([z.number(), z.number(), z.number()]),
  }),
})
export type ModelSpec = z.infer<typeof ModelSpec>

/** A model anyone can use, and where its files come from. */
export const ModelEntry = z
  .strictObject({
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
  .superRefine(({ files, spec }, context) => {
    const roles = new Set<FileRole>(files.map((file) => file.role))
    if (spec.text.second && !roles.has('text_encoder_2')) {
      const message = 'a second text encoder needs the file text_encoder_2'
      context.addIssue({ code: 'custom', path: ['spec', 'text', 'second'], message })
    }
    const tables = tokenTables(spec).filter((one) => !roles.has(one))
    if (tables.length > 0) {
      const message = `embeddings need the files ${tables.join(', ')}`
      context.addIssue({ code: 'custom', path: ['spec', 'text', 'embeddings'], message })
    }
    for (const [mode, { role }] of Object.entries(spec.performanceLoras ?? {})) {
      const missing = ([role, 'unet_weights'] as const).filter((one) => !roles.has(one))
      if (missing.length === 0) continue
      const path = ['spec', 'performanceLoras', mode]
      context.addIssue({ code: 'custom', path, message: `${mode} needs the files ${missing.join(', ')}` })
    }
    const missing = spec.expander ? EXPANDER_ROLES.filter((one) => !roles.has(one)) : []
    if (missing.length > 0) {
      const message = `the expander needs the files ${missing.join(', ')}`
      context.addIssue({ code: 'custom', path: ['spec', 'expander'], message })
    }
  })
export type ModelEntry = z.infer<typeof ModelEntry>

/** Where the vectors of all text encoders' own tokens are read, if embeddings can stand beside them. */
function tokenTables({ text }: ModelSpec): FileRole[] {
  if (text.embeddings !== true) return []
  const first: FileRole[] = ['text_encoder_weights', 'text_encoder_tensors']
  return text.second ? [...first, 'text_encoder_2_weights', 'text_encoder_2_tensors'] : first
}

/** The list of models: `models-manifest.json`. */
export const ModelManifest = z.strictObject({
  format: z.literal('fooocus-tab-models/1'),
  models: z.array(ModelEntry).min(1),
})
export type ModelManifest = z.infer<typeof ModelManifest>

/** The modes a model can do, fastest last: on its bare weights or with a LoRA of its own. */
export function performancesOf({ performances, performanceLoras = {} }: ModelSpec): Performance[] {
  return PERFORMANCES.filter((mode) => performances.includes(mode) || performanceLoras[mode])
}

/** Bytes of all files of a model together. */
export function modelBytes(model: ModelEntry): number {
  return model.files.reduce((sum, file) => sum + file.bytes, 0)
}
