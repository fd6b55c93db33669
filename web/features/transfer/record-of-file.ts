import { crc32 } from '../../../contract/metadata/crc32.ts'
import { AppError } from '../../../contract/errors.ts'
import { readImageFacts, type ImageFacts } from '../../../contract/metadata/image-facts.ts'
import type { PictureParameters, ReadParameters } from '../../../contract/metadata/parameters.ts'
import { readMetadata } from '../../../contract/metadata/picture-metadata.ts'
import { pictureId, type PictureRecord } from '../../../contract/picture.ts'
import { GenerationRequest } from '../../../contract/request.ts'
import { createTaskId } from '../../../contract/task-id.ts'
import { settingsFromPicture, type RestoreGround } from '../drop/settings-from-picture.ts'

/** What models and LoRAs the settings of a picture are looked up among. */
export type ImportGround = Omit<RestoreGround, 'format'>

/** A record of ours is named by a task and a number. */
const PICTURE_ID = /^([0-9a-f]{32})-(\d{1,3})$/u

/**
 * The record of a picture that comes from elsewhere. What the file itself says of its size counts.
 *
 * @param told its record in a zip of ours, unchecked; undefined for a file by itself, whose metadata is read
 * @param madeAt for a file that does not say, in milliseconds since 1970
 * @throws invalid_file for what is no whole picture
 */
export async function recordOfFile(
  bytes: Uint8Array<ArrayBuffer>,
  told: unknown,
  { ground, madeAt }: { readonly ground: ImportGround; readonly madeAt: number },
): Promise<PictureRecord> {
  const facts = readImageFacts(bytes)
  if (!facts || facts.end === null || facts.isAnimated) {
    throw new AppError('invalid_file', 'not a whole picture', { reason: 'not_a_picture' })
  }
  const own = { mime: facts.mime, width: facts.width, height: facts.height, bytes: bytes.length }
  if (isRecord(told)) return { ...told, ...own, origin: 'imported' }
  return { ...(await describe(bytes, facts, ground)), ...own, createdAt: madeAt }
}

/** Looks at the name only: all else is checked where it is kept. */
function isRecord(told: unknown): told is PictureRecord {
  if (typeof told !== 'object' || told === null || !('id' in told) || !('taskId' in told)) return false
  return typeof told.id === 'string' && PICTURE_ID.exec(told.id)?.[1] === told.taskId
}

async function describe(bytes: Uint8Array<ArrayBuffer>, facts: ImageFacts, ground: ImportGround) {
  const read = readMetadata(bytes)
  const told = read.kind === 'found' ? read.parameters : {}
  const { fields, seed } = settingsFromPicture(told, { ...ground, format: facts.mime.slice('image/'.length) })
  const request = GenerationRequest.parse({
    ...fields,
    // Styles that nobody asked for would be found by their names.
    style_selections: fields.style_selections ?? [],
    ...(seed !== null && { image_seed: seed }),
  })
  const taskId = createTaskId(await nameOfBytes(bytes))
  return {
    id: pictureId(taskId, 0),
    taskId,
    origin: 'imported' as const,
    index: 0,
    seed: seed ?? '',
    request,
    parameters: parametersOf(told, request, facts),
    saved: true,
    isFavourite: false,
  }
}

/** What a picture does not tell is what its request has. */
function parametersOf(
  told: ReadParameters,
  request: GenerationRequest,
  facts: ImageFacts,
): PictureParameters {
  return {
    prompt: request.prompt,
    negativePrompt: request.negative_prompt,
    promptExpansion: '',
    styles: request.style_selections,
    performance: request.performance_selection,
    steps: 0,
    resolution: { width: facts.width, height: facts.height },
    guidanceScale: request.guidance_scale,
    sharpness: request.sharpness,
    admGuidance: {
      positive: request.adm_scaler_positive,
      negative: request.adm_scaler_negative,
      end: request.adm_scaler_end,
    },
    baseModel: '',
    baseModelHash: '',
    refinerModel: null,
    refinerModelHash: '',
    refinerSwitch: request.refiner_switch,
    overwriteSwitch: 0,
    refinerSwapMethod: request.refiner_swap_method,
    adaptiveCfg: request.adaptive_cfg,
    clipSkip: request.clip_skip,
    sampler: request.sampler_name,
    scheduler: request.scheduler_name,
    vae: request.vae_name,
    seed: '',
    freeu: null,
    loras: [],
    metadataScheme: false,
    version: '',
    fullPrompt: [request.prompt],
    fullNegativePrompt: [request.negative_prompt],
    createdBy: '',
    ...told,
  }
}

/** 32 hex digits from the file itself, so that the same file is the same picture however often it comes. */
async function nameOfBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hex = (values: Iterable<number>, digits: number) =>
    [...values].map((value) => value.toString(16).padStart(digits, '0')).join('')
  // Outside secure contexts there is no SHA-256.
  const subtle = (globalThis.crypto as Partial<Crypto>).subtle
  if (subtle) return hex(new Uint8Array(await subtle.digest('SHA-256', bytes)).subarray(0, 16), 2)
  const half = bytes.length >> 1
  const parts = [bytes, bytes.subarray(0, half), bytes.subarray(half)].map((part) => crc32(part) >>> 0)
  return hex([...parts, bytes.length], 8)
}
