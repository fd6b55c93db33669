import { readFileSync } from 'node:fs'
import type { FileRole, ModelEntry } from '../../../contract/manifest.ts'
import { toFloat16 } from '../../lora/numbers.ts'
import { writeSafetensors } from '../../lora/testing/write-safetensors.ts'
import type { OpenModelFile } from '../../models/load-onnx-model.ts'
import { openStickerFile } from '../sticker-files.ts'
import { stickerModel } from '../sticker-model.ts'

/** One of the graphs that make.py has written. */
export function tinyGraph(name: 'unet' | 'text_encoder' | 'vae_decoder'): Blob {
  return new Blob([readFileSync(new URL(`${name}.onnx`, import.meta.url))])
}

/** A parameter with its numbers, all of which float16 can hold. */
interface TinyParameter {
  readonly dtype: 'float16' | 'float32'
  readonly shape: readonly number[]
  readonly values: readonly number[]
}

const IDENTITY = Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 1 : 0))
const COUNTED = (count: number) => Array.from({ length: count }, (_, i) => i / 64)

/** The UNet's parameters in the order of the graph's offsets. */
export const TINY_UNET: Readonly<Record<string, TinyParameter>> = {
  'conv_in.weight': { dtype: 'float16', shape: [4, 4, 1, 1], values: IDENTITY },
  'conv_in.bias': { dtype: 'float32', shape: [4], values: [0.5, 0.25, 0, -0.25] },
  'mid_block.attentions.0.transformer_blocks.0.attn2.to_q.weight': {
    dtype: 'float16',
    shape: [4, 4],
    values: COUNTED(16),
  },
}

const TINY_TEXT: Readonly<Record<string, TinyParameter>> = {
  'text_model.embeddings.token_embedding.weight': { dtype: 'float16', shape: [8, 4], values: COUNTED(32) },
  'text_model.encoder.layers.0.self_attn.q_proj.weight': {
    dtype: 'float16',
    shape: [4, 4],
    values: IDENTITY,
  },
}

/** A `weights.bin` and its `tensors.json`. */
export function tinyWeights(parameters: Readonly<Record<string, TinyParameter>>) {
  const tensors: Record<string, object> = {}
  const bytes: number[] = []
  for (const [name, { dtype, shape, values }] of Object.entries(parameters)) {
    tensors[name] = { offset: bytes.length, dtype, shape }
    const numbers = Float32Array.from(values)
    bytes.push(...new Uint8Array(dtype === 'float32' ? numbers.buffer : toFloat16(numbers).buffer))
  }
  return {
    weights: Uint8Array.from(bytes),
    index: JSON.stringify({ format: 'fooocus-tab-tensors/1', tensors }),
  }
}

/** A LoRA of the UNet's bias alone: +1 on every channel at weight 1. */
export const TINY_LORA = writeSafetensors({
  'lora_unet_conv_in.diff_b': { shape: [4], values: [1, 1, 1, 1] },
})

/** A LoRA of the UNet's bias (+2) and of the text encoder's projection (+1 on the diagonal). */
export const TINY_TEXT_LORA = writeSafetensors({
  'lora_unet_conv_in.diff_b': { shape: [4], values: [2, 2, 2, 2] },
  'lora_te_text_model_encoder_layers_0_self_attn_q_proj.diff': { shape: [4, 4], values: IDENTITY },
})

const PATHS: Partial<Record<FileRole, string>> = {
  text_encoder: 'text_encoder/model.onnx',
  text_encoder_weights: 'text_encoder/weights.bin',
  text_encoder_tensors: 'text_encoder/tensors.json',
  unet: 'unet/model.onnx',
  unet_weights: 'unet/weights.bin',
  unet_tensors: 'unet/tensors.json',
  vae_decoder: 'vae_decoder/model.onnx',
  vocab: 'tokenizer/vocab.json',
  merges: 'tokenizer/merges.txt',
  lora_4_steps: 'loras/4-steps.safetensors',
  lora_8_steps: 'loras/8-steps.safetensors',
  upscaler_2x: 'upscaler/2x.onnx',
}

/** A model in the layout with weights outside of the graphs, and LoRAs for two modes. */
export const tinyModel: ModelEntry = {
  ...stickerModel,
  id: 'tiny',
  name: 'Tiny',
  source: 'models/tiny/',
  files: Object.entries(PATHS).map(([role, path]) => ({
    role: role as FileRole,
    path,
    bytes: 1000,
    sha256: '0'.repeat(64),
  })),
  spec: {
    ...stickerModel.spec,
    text: {
      ...stickerModel.spec.text,
      maxTokens: 16,
      contextTokens: 17,
      contextOutputs: ['last_hidden_state'],
    },
    unet: { imagePromptWidth: 6 },
    performances: ['Quality', 'Speed'],
    performanceLoras: {
      Lightning: { role: 'lora_4_steps', weight: 1 },
      'Extreme Speed': { role: 'lora_8_steps', weight: 1 },
    },
  },
}

/** Opens the tiny model's files, and writes down which. `replaced` stand in for the model's own. */
export function openTinyFiles(replaced: Partial<Record<FileRole, Blob>> = {}) {
  const opened: FileRole[] = []
  const unet = tinyWeights(TINY_UNET)
  const text = tinyWeights(TINY_TEXT)
  const files: Partial<Record<FileRole, Blob>> = {
    text_encoder: tinyGraph('text_encoder'),
    text_encoder_weights: new Blob([text.weights]),
    text_encoder_tensors: new Blob([text.index]),
    unet: tinyGraph('unet'),
    unet_weights: new Blob([unet.weights]),
    unet_tensors: new Blob([unet.index]),
    vae_decoder: tinyGraph('vae_decoder'),
    lora_4_steps: TINY_LORA,
    lora_8_steps: TINY_TEXT_LORA,
    upscaler_2x: new Blob(),
    ...replaced,
  }
  const openFile: OpenModelFile = async (_, role, how) => {
    opened.push(role)
    return files[role] ?? openStickerFile(stickerModel, role, how)
  }
  return { openFile, opened }
}
