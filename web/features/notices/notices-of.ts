import type { EnvironmentState } from '../../state/environment.ts'
import type { ErrorCode } from '../../../contract/errors.ts'

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
  | 'cpu'
  | 'update'

/** What decides which notices stand. */
export interface NoticeFacts {
  readonly environment: Pick<
    EnvironmentState,
    'connection' | 'device' | 'models' | 'storage' | 'troubles' | 'hasUpdate'
  >
  readonly unsaved: number
  /** Something was made or begun here; then what is only good to know at first stays away. */
  readonly hasWork: boolean
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
  'storage_low',
  'update',
  'cpu',
]

const MOST = 2
const LOW_BYTES = 500e6
const LOW_SHARE = 0.1
/** Said by notices of their own, or not the page's business. */
const SAID_ELSEWHERE: readonly ErrorCode[] = ['storage_full', 'storage_unavailable', 'device_unavailable']

/** True for notices that can be folded away for good. */
export function isFoldable(kind: NoticeKind): boolean {
  return kind === 'cpu' || kind === 'storage_low'
}

/** The notices that stand now: at most two, the most serious first. */
export function noticesOf(facts: NoticeFacts): readonly NoticeKind[] {
  return ORDER.filter((kind) => !facts.folded.includes(kind) && stands(kind, facts)).slice(0, MOST)
}

function stands(kind: NoticeKind, { environment, unsaved, hasWork }: NoticeFacts): boolean {
  const { connection, device, models, storage, troubles } = environment
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
    case 'storage_low':
      return unsaved === 0 && storage?.kind === 'indexeddb' && isLow(storage)
    case 'model_missing':
      return models.length > 0 && models.every(({ state }) => state === 'failed')
    case 'update':
      return environment.hasUpdate
    case 'cpu':
      return device?.backend === 'wasm' && !hasWork
    default:
      return kind satisfies never
  }
}

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
