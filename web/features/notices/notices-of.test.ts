import { describe, expect, it } from 'vitest'
import type { DeviceReport } from '../../../contract/device.ts'
import type { StorageReport } from '../../../contract/studio.ts'
import { foldedNotices, isFoldable, noticesOf, type NoticeFacts } from './notices-of.ts'

const storage: StorageReport = {
  kind: 'indexeddb',
  modelBytes: 0,
  userFileBytes: 0,
  pictureBytes: 0,
  deletedBytes: 0,
  pictures: 0,
  usedBytes: 1e9,
  quotaBytes: 60e9,
  persisted: true,
}
const cpu = { backend: 'wasm', refused: [] as readonly unknown[] } as DeviceReport
const calm: NoticeFacts['environment'] = {
  connection: 'active',
  device: null,
  isProcessorForeseen: false,
  models: [],
  storage,
  troubles: [],
  hasUpdate: false,
}
const notices = (environment: Partial<typeof calm>, facts: Partial<NoticeFacts> = {}) =>
  noticesOf({
    environment: { ...calm, ...environment },
    queue: { isPaused: false, restingSince: null },
    unsaved: 0,
    hasWork: false,
    pictures: 0,
    folded: [],
    ...facts,
  })

describe('noticesOf', () => {
  it('is silent while all is well', () => {
    expect(notices({})).toEqual([])
  })

  it('tells once, before any work, that the processor computes', () => {
    expect(notices({ device: cpu })).toEqual(['cpu'])
    expect(notices({ device: cpu }, { hasWork: true })).toEqual([])
    expect(notices({ device: cpu }, { folded: ['cpu'] })).toEqual([])
    expect(notices({ isProcessorForeseen: true })).toEqual(['cpu'])
    expect(notices({ isProcessorForeseen: true, device: { ...cpu, backend: 'webgpu' } })).toEqual([])
  })

  it('says that the queue does not go on by itself, and what to do', () => {
    expect(notices({}, { queue: { isPaused: true, restingSince: null } })).toEqual(['queue_paused'])
    expect(notices({}, { queue: { isPaused: false, restingSince: 1 } })).toEqual(['queue_rests'])
  })

  it('shows at most two, the most serious first', () => {
    const low = { ...storage, usedBytes: 59.9e9 }
    expect(notices({ device: cpu, storage: low, connection: 'elsewhere' })).toEqual([
      'elsewhere',
      'storage_low',
    ])
  })

  it('calls the room full when a picture could not be saved', () => {
    expect(notices({}, { unsaved: 1 })).toEqual(['storage_full'])
  })

  it('says when the browser stores nothing', () => {
    expect(notices({ storage: { ...storage, kind: 'memory' } }, { unsaved: 1 })).toEqual([
      'storage_unavailable',
    ])
  })

  it('calls the room low below a tenth or half a gigabyte', () => {
    expect(notices({ storage: { ...storage, usedBytes: 55e9 } })).toEqual(['storage_low'])
    expect(notices({ storage: { ...storage, usedBytes: 0.6e9, quotaBytes: 1e9 } })).toEqual(['storage_low'])
    expect(notices({ storage: { ...storage, usedBytes: 30e9 } })).toEqual([])
  })

  it.each(['broken', 'elsewhere', 'taken'] as const)('says that the engine is not here: %s', (connection) => {
    expect(notices({ connection })).toEqual([connection])
  })

  it('has nothing to say while the engine starts or starts again', () => {
    expect(notices({ connection: 'starting' })).toEqual([])
    expect(notices({ connection: 'restarting' })).toEqual([])
  })

  it('tells that the graphics processor was lost, in place of there being none', () => {
    const refused = [{ backend: 'webgpu', reason: 'device_lost_twice', detail: '' }] as const
    expect(notices({ device: { ...cpu, refused } })).toEqual(['gpu_lost'])
    expect(notices({ device: { ...cpu, backend: 'webgpu', refused } })).toEqual([])
  })

  it('says after the first pictures that the browser may clear them, once', () => {
    const loose = { ...storage, persisted: false }
    expect(notices({ storage: loose }, { pictures: 3 })).toEqual([])
    expect(notices({ storage: loose }, { pictures: 4 })).toEqual(['not_durable'])
    expect(notices({ storage: loose }, { pictures: 4, folded: ['not_durable'] })).toEqual([])
    expect(notices({ storage }, { pictures: 4 })).toEqual([])
  })

  it('says that a new version waits, and that all models are missing', () => {
    expect(notices({ hasUpdate: true })).toEqual(['update'])
    const failed = [{ state: 'failed' }] as unknown as NoticeFacts['environment']['models']
    expect(notices({ models: failed })).toEqual(['model_missing'])
  })

  it('says what went wrong outside any task, unless another notice does', () => {
    const error = (code: 'internal' | 'storage_full') => ({ code, message: '', detail: {} })
    expect(notices({ troubles: [error('internal')] })).toEqual(['trouble'])
    expect(notices({ troubles: [error('storage_full')] })).toEqual(['storage_full'])
  })
})

describe('folding', () => {
  it('keeps what was folded for the visit at hand, and lets the next one stand', () => {
    const facts: NoticeFacts = {
      environment: { ...calm, hasUpdate: true, device: cpu },
      queue: { isPaused: true, restingSince: null },
      unsaved: 0,
      hasWork: false,
      pictures: 0,
      folded: ['queue_paused', 'cpu'],
    }
    expect(noticesOf(facts)).toEqual(['update'])
    expect(foldedNotices(facts)).toEqual(['queue_paused'])
  })

  it('forgets what has settled meanwhile', () => {
    const facts: NoticeFacts = {
      environment: calm,
      queue: { isPaused: false, restingSince: null },
      unsaved: 0,
      hasWork: false,
      pictures: 0,
      folded: ['queue_paused', 'storage_low'],
    }
    expect(foldedNotices(facts)).toEqual([])
  })

  it('is not offered for what must stay in sight', () => {
    const all = ['broken', 'elsewhere', 'taken', 'storage_full', 'storage_unavailable', 'update'] as const
    expect(all.filter(isFoldable)).toEqual(['update'])
  })
})
