import type { DeviceReport } from '../../../contract/device.ts'
import type { EnvironmentState } from '../../state/environment.ts'
import type { ErrorCode } from '../../../contract/errors.ts'
import type { QueueState } from '../../../contract/queue.ts'

/** A standing notice about the whole page. */
export type NoticeKind =
  | 'broken'
  | 'elsewhere'
  | 'taken'
  | 'storage_full'
  | 'storage_unavailable'
  | 'trouble'
  | 'storage_low'
  | 'model_missing'
  | 'queue_paused'
  | 'queue_rests'
  | 'gpu_lost'
  | 'not_durable'
  | 'cpu'
  | 'update'

/** What decides which notices stand. */
export interface NoticeFacts {
  readonly environment: Pick<
    EnvironmentState,
    'connection' | 'device' | 'isProcessorForeseen' | 'models' | 'storage' | 'troubles' | 'hasUpdate'
  >
  readonly queue: QueueState
  readonly unsaved: number
  /** Something was made or begun here; then what is only good to know at first stays away. */
  readonly hasWork: boolean
  /** Pictures that are kept here. */
  readonly pictures: number
  /** Folded away: until the end of the visit, or for good where a notice is meant to be seen once. */
  readonly folded: readonly string[]
}

/** Most serious first. */
const ORDER: readonly NoticeKind[] = [
  'broken',
  'elsewhere',
  'taken',
  'storage_full',
  'storage_unavailable',
  'trouble',
  'model_missing',
  'queue_paused',
  'queue_rests',
  'gpu_lost',
  'storage_low',
  'update',
  'cpu',
  'not_durable',
]

const MOST = 2
const LOW_BYTES = 500e6
const LOW_SHARE = 0.1
/** Said by notices of their own, or not the page's business. */
const SAID_ELSEWHERE: readonly ErrorCode[] = ['storage_full', 'storage_unavailable', 'device_unavailable']

/** Below that many pictures the stage itself tells how to keep them. */
const FIRST_PICTURES = 3
/** What must stay in sight: it keeps the page from doing what it is asked, or is lost with the window. */
const STAYS: readonly NoticeKind[] = ['broken', 'elsewhere', 'taken', 'storage_full', 'storage_unavailable']
/** Told once: folded away they are gone for good. */
const ONCE: readonly NoticeKind[] = ['cpu', 'not_durable']

/** True for notices that can be folded away. */
export const isFoldable = (kind: NoticeKind): boolean => !STAYS.includes(kind)

/** True for notices that do not come back once they were folded away. */
export const isToldOnce = (kind: string): boolean => ONCE.some((one) => one === kind)

/** The notices that stand now: at most two, the most serious first. */
export function noticesOf(facts: NoticeFacts): readonly NoticeKind[] {
  return ORDER.filter((kind) => !facts.folded.includes(kind) && stands(kind, facts)).slice(0, MOST)
}

/** The notices that would stand but were folded away for this visit. */
export function foldedNotices(facts: NoticeFacts): readonly NoticeKind[] {
  return ORDER.filter((kind) => facts.folded.includes(kind) && !isToldOnce(kind) && stands(kind, facts))
}

function stands(kind: NoticeKind, { environment, queue, unsaved, hasWork, pictures }: NoticeFacts): boolean {
  const { connection, device, isProcessorForeseen, models, storage, troubles } = environment
  const has = (code: ErrorCode) => troubles.some((trouble) => trouble.code === code)
  switch (kind) {
    case 'broken':
    case 'elsewhere':
    case 'taken':
      return connection === kind
    case 'storage_full':
      return storage?.kind !== 'memory' && (unsaved > 0 || has('storage_full'))
    case 'storage_unavailable':
      return storage?.kind === 'memory' || has('storage_unavailable')
    case 'trouble':
      return troubles.some(({ code }) => !SAID_ELSEWHERE.includes(code))
    case 'queue_paused':
      return queue.isPaused
    case 'queue_rests':
      return queue.restingSince !== null
    case 'storage_low':
      return unsaved === 0 && storage?.kind === 'indexeddb' && isLow(storage)
    case 'model_missing':
      return models.length > 0 && models.every(({ state }) => state === 'failed')
    case 'update':
      return environment.hasUpdate
    case 'gpu_lost':
      return wasLost(device)
    case 'not_durable':
      return storage?.kind === 'indexeddb' && !storage.persisted && pictures > FIRST_PICTURES
    case 'cpu':
      return (device ? device.backend === 'wasm' : isProcessorForeseen) && !hasWork && !wasLost(device)
    default:
      return kind satisfies never
  }
}

/** Whether the processor computes because the graphics processor stopped answering. */
const wasLost = (device: DeviceReport | null): boolean =>
  device?.backend === 'wasm' && device.refused.some(({ reason }) => reason === 'device_lost_twice')

function isLow({
  usedBytes,
  quotaBytes,
}: {
  readonly usedBytes: number
  readonly quotaBytes: number
}): boolean {
  const free = quotaBytes - usedBytes
  return quotaBytes > 0 && (free < LOW_BYTES || free < quotaBytes * LOW_SHARE)
}
