import fc from 'fast-check'
import { ERRORS, type ErrorCode } from '../../errors.ts'
import { FULL_PARAMETERS, SAMPLE_PARAMETERS } from '../../metadata/testing/sample-parameters.ts'
import { parseRequest } from '../../parse-request.ts'
import type { GenerationRequest } from '../../request.ts'
import { createTaskId } from '../../task.ts'
import { WORK_KINDS } from '../capabilities.ts'
import { CLOSE_NAMES } from '../close-codes.ts'
import { FRAME_TYPES, type Frame } from '../frame.ts'
import { createLease } from '../identifiers.ts'
import { detachPictures } from '../job-request.ts'
import { REJECT_REASONS, type RelayMessage, type TabMessage } from '../messages.ts'
import type { WireTaskEvent } from '../wire-event.ts'
import type { WirePicture } from '../wire-picture.ts'

const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`))
const shortText = fc.string({ unit: 'binary', maxLength: 40 })
const count = fc.nat(1e9)
const seed = fc.bigInt(0n, 2n ** 63n - 1n).map(String)

/** Any task id. */
export const anyTaskId = hex(32).map(createTaskId)
/** Any lease. */
export const anyLease = bytesOf(12).map(createLease)
const held = { taskId: anyTaskId, lease: anyLease }

const picture = fc.record({
  mime: fc.constantFrom('image/png', 'image/webp'),
  bytes: fc.uint8Array({ maxLength: 20 }),
})
const optional = { requiredKeys: [] }

/** Any whole request, with every mixture of its parts. */
export const anyRequest: fc.Arbitrary<GenerationRequest> = fc
  .record(
    {
      prompt: shortText,
      image_seed: seed,
      upscale_or_vary: fc.record({ uov_input_image: picture }),
      inpaint: fc.record(
        { inpaint_input_image: picture, inpaint_mask_image_upload: picture },
        { requiredKeys: ['inpaint_input_image'] },
      ),
      image_prompt: fc.record({
        controlnet_image: fc.array(fc.record({ cn_img: picture }), { minLength: 1, maxLength: 4 }),
      }),
      enhance: fc.record({ enhance_input_image: picture }, optional),
    },
    optional,
  )
  .map(parseRequest)

const errorData = fc.record({
  code: fc.constantFrom(...(Object.keys(ERRORS) as ErrorCode[])),
  message: shortText,
  detail: fc.constantFrom({}, { field: 'prompt', step: 3, far: true, issues: ['a', 'b'] }),
})

const activity = fc.oneof(
  fc.constantFrom({ kind: 'starting' } as const, { kind: 'prompt' } as const),
  fc.record({ kind: fc.constant('download'), model: shortText, loadedBytes: count, totalBytes: count }),
  fc.record({ kind: fc.constant('load'), model: shortText, part: count, parts: count }),
  fc.record({ kind: fc.constant('step'), image: count, images: count, step: count, steps: count }),
  fc.record({ kind: fc.constantFrom('decode', 'save'), image: count, images: count }),
)

const eventOf = <T extends string, Fields extends object>(
  type: T,
  fields: { [K in keyof Fields]: fc.Arbitrary<Fields[K]> },
) => fc.record({ type: fc.constant(type), taskId: anyTaskId, ...fields })

const timings = { loadMs: count, encodeMs: count, stepMs: count, decodeMs: count, totalMs: count }
const notice = fc.constantFrom(
  { code: 'size_rounded' as const, detail: { width: 512 } },
  { code: 'styles_left_out' as const, detail: { names: 'SAI Anime' } },
)

/** Any task event that travels as text. */
export const anyWireEvent = fc.oneof(
  eventOf('started', { at: count, attempt: count }),
  eventOf('planned', { images: count, seeds: fc.array(seed), notices: fc.array(notice) }),
  eventOf('progress', { percent: fc.nat(100), message: shortText, activity, preview: fc.constant(null) }),
  eventOf('skipped', { index: count }),
  eventOf('requeued', { reason: errorData }),
  eventOf('finished', { at: count, timings: fc.record(timings) }),
  eventOf('stopped', { at: count }),
  eventOf('failed', { at: count, error: errorData }),
) as fc.Arbitrary<WireTaskEvent>

const wirePicture: fc.Arbitrary<WirePicture> = fc.record({
  index: fc.nat(255),
  createdAt: count,
  mime: fc.constantFrom('image/png', 'image/jpeg', 'image/webp'),
  bytes: fc.integer({ min: 1, max: 1e9 }),
  sha256: hex(64),
  width: fc.integer({ min: 1, max: 4096 }),
  height: fc.integer({ min: 1, max: 4096 }),
  seed,
  // JSON makes the copies mutable, as parsed ones are.
  parameters: fc
    .constantFrom(null, SAMPLE_PARAMETERS, FULL_PARAMETERS)
    .map((one) => JSON.parse(JSON.stringify(one)) as WirePicture['parameters']),
})

const uploaded = fc.record({ image: fc.nat(255), upto: count })
const token = fc.string({ minLength: 1, maxLength: 40 })
const capabilities = fc.record({
  models: fc.array(token),
  loaded: fc.option(token),
  kinds: fc.uniqueArray(fc.constantFrom(...WORK_KINDS)),
  formats: fc.uniqueArray(fc.constantFrom('png' as const, 'jpeg' as const, 'webp' as const)),
  maxPixels: fc.integer({ min: 1 }),
  maxSteps: fc.integer({ min: 1 }),
  device: fc.record({
    backend: fc.constantFrom('webgpu' as const, 'wasm' as const),
    adapter: fc.option(
      fc.record({
        vendor: shortText,
        architecture: shortText,
        description: shortText,
        software: fc.boolean(),
      }),
    ),
    f16: fc.boolean(),
    maxBufferBytes: fc.maxSafeNat(),
    threads: fc.nat(64),
  }),
  secondsPerMegapixelStep: fc.option(fc.double({ min: 0.001, max: 100, noNaN: true })),
})

const messageOf = <T extends string, Fields extends object>(
  t: T,
  fields: { [K in keyof Fields]: fc.Arbitrary<Fields[K]> },
) => fc.record({ t: fc.constant(t), ...fields })

const trouble = messageOf('error', {
  code: fc.constantFrom(...CLOSE_NAMES),
  message: shortText,
  fatal: fc.boolean(),
})

const hello = fc.record(
  {
    t: fc.constant('hello'),
    v: fc.integer({ min: 1, max: 99 }),
    app: shortText,
    instance: fc.uuid({ version: 4 }),
    resumeToken: token,
    slots: fc.integer({ min: 1, max: 16 }),
    capabilities,
    jobs: fc.array(
      fc.record({
        ...held,
        state: fc.constantFrom('accepted', 'running', 'sending'),
        acked: fc.array(uploaded),
      }),
    ),
  },
  { requiredKeys: ['t', 'v', 'app', 'instance', 'slots', 'capabilities', 'jobs'] },
)

/** Any message of a tab. */
export const anyTabMessage = fc.oneof(
  hello,
  messageOf('accept', { ...held, etaMs: fc.option(count) }),
  messageOf('reject', { ...held, reason: fc.constantFrom(...REJECT_REASONS), retry: fc.boolean() }),
  messageOf('event', { lease: anyLease, seq: count, event: anyWireEvent }),
  messageOf('result', { ...held, picture: wirePicture }),
  messageOf('hb', { jobs: fc.array(fc.record(held)), queueMs: count, memoryBytes: count }),
  messageOf('drain', { reason: fc.constantFrom('closing', 'freezing', 'switched_off') }),
  trouble,
) as fc.Arbitrary<TabMessage>

const job = fc
  .tuple(anyRequest, hex(64), fc.record({ ...held, previews: fc.boolean() }))
  .map(([whole, sha256, rest]) => {
    const { request, attachments } = detachPictures(whole)
    const inputs = attachments.map(({ name, mime }) => ({ name, mime, bytes: 1, sha256 }))
    return { t: 'job', attempt: 1, createdAt: 1, deadline: 2, ttlMs: 3, request, inputs, ...rest }
  })

const limits = fc.record({
  frameBytes: fc.integer({ min: 1 }),
  chunkBytes: fc.integer({ min: 1 }),
  windowBytes: fc.integer({ min: 1 }),
  previewsPerSecond: count,
  previewSide: count,
})

/** Any message of a relay. */
export const anyRelayMessage = fc.oneof(
  messageOf('welcome', {
    session: token,
    resumeToken: token,
    relay: token,
    serverTime: count,
    heartbeatMs: fc.integer({ min: 1 }),
    limits,
    keep: fc.array(fc.record({ ...held, acked: fc.array(uploaded) })),
    drop: fc.array(fc.record(held)),
  }),
  job,
  messageOf('credit', { taskId: anyTaskId, bytes: fc.integer({ min: 1 }) }),
  messageOf('ack', { taskId: anyTaskId, image: fc.nat(255), upto: count }),
  messageOf('stored', { taskId: anyTaskId }),
  messageOf('cancel', { taskId: anyTaskId, mode: fc.constantFrom('stop', 'skip') }),
  messageOf('drain', { retryMs: count }),
  trouble,
) as fc.Arbitrary<RelayMessage>

/** Any frame. */
export const anyFrame: fc.Arbitrary<Frame> = fc.record({
  type: fc.constantFrom(...FRAME_TYPES),
  last: fc.boolean(),
  image: fc.nat(255),
  seq: fc.integer({ min: 0, max: 0xffff_ffff }),
  offset: fc.maxSafeNat(),
  taskId: anyTaskId,
  lease: anyLease,
  payload: fc.uint8Array({ maxLength: 300 }),
})
