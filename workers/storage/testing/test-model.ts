import { createHash } from 'node:crypto'
import type { FileRole, ModelEntry, ModelFile } from '../../../contract/manifest.ts'

/** Small enough that a file of ten blocks costs nothing. */
export const TEST_BLOCK_BYTES = 1000

/** A model with its files' contents. */
export interface TestModel {
  readonly model: ModelEntry
  /** By path below the server's root. */
  readonly contents: ReadonlyMap<string, Uint8Array<ArrayBuffer>>
}

/** What to make. */
export interface TestModelOptions {
  readonly id?: string
  /** Bytes by role. */
  readonly files?: Partial<Record<FileRole, number>>
  /** `whole`: the manifest knows no hashes of blocks. */
  readonly hashes?: 'blocks' | 'whole'
}

/** Makes a model whose bytes look random and are the same every time. */
export function createTestModel(options: TestModelOptions = {}): TestModel {
  const { id = 'tiny', files = { unet: 9500 }, hashes = 'blocks' } = options
  const contents = new Map<string, Uint8Array<ArrayBuffer>>()
  const entries = Object.entries(files).map(([role, bytes]): ModelFile => {
    const path = role === 'vocab' ? 'vocab.json' : `${role}/model.onnx`
    const content = noise(bytes, `${id}/${path}`)
    contents.set(`models/${id}/${path}`, content)
    const blocks = cut(content).map(sha256)
    // Object.entries forgets that the keys are roles.
    return {
      role: role as FileRole,
      path,
      bytes,
      sha256: sha256(content),
      ...(hashes === 'blocks' && { blocks }),
    }
  })
  return { model: { ...MODEL, id, source: `models/${id}/`, files: entries }, contents }
}

/** SHA-256 as 64 hex digits, by Node's own implementation. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function cut(content: Uint8Array): Uint8Array[] {
  const count = Math.ceil(content.length / TEST_BLOCK_BYTES)
  return Array.from({ length: count }, (_, i) =>
    content.subarray(i * TEST_BLOCK_BYTES, (i + 1) * TEST_BLOCK_BYTES),
  )
}

function noise(bytes: number, seed: string): Uint8Array<ArrayBuffer> {
  let state = Number.parseInt(createHash('sha256').update(seed).digest('hex').slice(0, 8), 16)
  return Uint8Array.from({ length: bytes }, () => {
    // Knuth's MMIX generator cut down to 32 bits; only the high bits are used.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 24
  })
}

const MODEL: Omit<ModelEntry, 'id' | 'source' | 'files'> = {
  name: 'Tiny',
  description: '',
  licence: { name: 'MIT' },
  embedded: false,
  needs: { webgpu: false, f16: false, memoryBytes: 0 },
  spec: {
    family: 'sd',
    predictionType: 'epsilon',
    schedule: { betaSchedule: 'scaled_linear', betaStart: 0.00085, betaEnd: 0.012, trainSteps: 1000 },
    latent: { channels: 4, downscale: 8, scale: 0.18215 },
    text: {
      maxTokens: 77,
      bos: '<|startoftext|>',
      eos: '<|endoftext|>',
      pad: '<|endoftext|>',
      contextOutputs: ['last_hidden_state'],
      defaultClipSkip: 1,
    },
    sizes: { trained: [[64, 64]], multiple: 8, min: 64, max: 64 },
    defaults: { guidanceScale: 4, performance: 'Speed', styles: [] },
    performances: ['Speed'],
    preview: { factors: [], bias: [0, 0, 0] },
  },
}
