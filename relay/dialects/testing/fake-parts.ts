import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { nearestName } from '../../../contract/catalog/nearest-name.ts'
import { AppError } from '../../../contract/errors.ts'
import { sniffFile } from '../../../contract/metadata/sniff-file.ts'
import type { OpenedFile, PictureFiles } from '../../files/ports.ts'
import type { ApiConfig, DialectParts, InputImageReader, ModelCatalog } from '../../http/parts.ts'
import { createFakeJobs, type FakeJobs } from './fake-jobs.ts'

/** Everything a dialect needs, in memory, and the handles by which a test holds it. */
export interface FakeParts {
  readonly parts: DialectParts
  readonly jobs: FakeJobs
  /** Bytes by the file's name below the outputs folder. */
  readonly outputs: Map<string, Uint8Array<ArrayBuffer>>
  readonly inputs: Map<string, Uint8Array<ArrayBuffer>>
  /** What the converter was asked for, and answered with one byte per letter of the media type. */
  readonly conversions: string[]
}

/** When every fake file was written, and the time of the fake clock. */
export const NOON = Date.UTC(2026, 0, 31, 12, 0, 0)

/** The smallest PNG that is a picture: one black pixel. */
export const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
    'base64',
  ),
)

/** That picture as FooocusAPI's image text. */
export const PNG_TEXT = `data:image/png;base64,${Buffer.from(PNG).toString('base64')}`

export function createFakeParts(config: Partial<ApiConfig> = {}): FakeParts {
  const jobs = createFakeJobs(() => NOON)
  const outputs = new Map<string, Uint8Array<ArrayBuffer>>()
  const inputs = new Map<string, Uint8Array<ArrayBuffer>>()
  const conversions: string[] = []
  const parts: DialectParts = {
    jobs: jobs.service,
    files: createFakeFiles(outputs, inputs),
    converter: {
      convert: async (_bytes, mime) => {
        conversions.push(mime)
        return new TextEncoder().encode(mime)
      },
    },
    images: FAKE_IMAGES,
    catalog: FAKE_CATALOG,
    config: {
      baseUrl: 'http://relay.test',
      compat: 'clone',
      webhookUrl: '',
      webhookLegacyEncoding: false,
      preset: null,
      version: '0.0.0-test',
      ...config,
    },
    now: () => NOON,
  }
  return { parts, jobs, outputs, inputs, conversions }
}

function createFakeFiles(
  outputs: Map<string, Uint8Array<ArrayBuffer>>,
  inputs: Map<string, Uint8Array<ArrayBuffer>>,
): PictureFiles {
  const open = (bytes: Uint8Array<ArrayBuffer> | undefined): OpenedFile | null => {
    if (!bytes) return null
    const whole = () => Promise.resolve(bytes)
    const stream: OpenedFile['stream'] = async (range) =>
      Readable.from([Buffer.from(range ? bytes.subarray(range.start, range.end + 1) : bytes)])
    return { mime: mimeOfBytes(bytes), bytes: bytes.byteLength, modifiedAt: NOON, whole, stream }
  }
  return {
    begin: () => Promise.reject(new Error('no dialect writes pictures')),
    openOutput: async (file) => open(outputs.get(file)),
    openInput: async (file) => open(inputs.get(file)),
    saveInput: async (name, mime, bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const file = `${sha256}.${mime.slice('image/'.length)}`
      inputs.set(file, Uint8Array.from(bytes))
      return { name, mime, bytes: bytes.byteLength, sha256, file }
    },
    removeOutputs: async (files) => files.forEach((file) => outputs.delete(file)),
  }
}

const mimeOfBytes = (bytes: Uint8Array) => {
  const kind = sniffFile(bytes)
  return kind === 'png' || kind === 'jpeg' || kind === 'webp' ? `image/${kind}` : 'application/octet-stream'
}

const NO_IMAGE = new Set(['', 'None', 'none', 'null', 'string'])

const FAKE_IMAGES: InputImageReader = {
  fromText: async (text, field) => {
    if (text === null || NO_IMAGE.has(text)) return null
    const base64 = text.startsWith('data:') ? text.slice(text.indexOf(',') + 1) : text
    return FAKE_IMAGES.fromBytes(Uint8Array.from(Buffer.from(base64, 'base64')), field)
  },
  fromBytes: (bytes, field) => {
    const mime = mimeOfBytes(bytes)
    if (mime.startsWith('image/')) return { mime, bytes: Uint8Array.from(bytes) }
    throw new AppError('invalid_request', `${field}: is not a PNG, JPEG or WebP picture`, { field })
  },
}

const MODELS = ['sticker', 'sd-turbo']

const FAKE_CATALOG: ModelCatalog = {
  defaultModel: 'sticker',
  models: () => MODELS.map((id) => ({ id, name: id, isReady: id === 'sticker' })),
  loras: () => ['pixel.safetensors'],
  resolve: (name) => {
    const id = name.replace(/\.safetensors$/, '')
    if (id === 'juggernautXL_v8Rundiffusion' || id === 'gpt-image-1' || id === 'dall-e-3') return 'sticker'
    if (MODELS.includes(id)) return id
    const nearest = nearestName(name, MODELS)
    throw new AppError('unknown_model', `unknown model "${name}"; nearest: "${nearest}"`, { nearest })
  },
}
