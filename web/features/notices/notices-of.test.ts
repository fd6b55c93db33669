import { describe, expect, it } from 'vitest'
import type { DeviceReport } from '../../../contract/device.ts'
import type { StorageReport } from '../../../contract/studio.ts'
import { noticesOf, type NoticeFacts } from './notices-of.ts'

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
const cpu = { backend: 'wasm' } as DeviceReport
const calm: NoticeFacts['environment'] = {
  connection: 'active',
  device: null,
  models: [],
  storage,
  troubles: [],
  hasUpdate: false,
}
const notices = (environment: Partial<typeof calm>, facts: Partial<NoticeFacts> = {}) =>
  noticesOf({ environment: { ...calm, ...environment }, unsaved: 0, hasWork: false, folded: [], ...facts })

describe('noticesOf', () => {
  it('is silent while all is well', () => {
    expect(notices({})).toEqual([])
  })

  it('tells once, before any work, that the processor computes', () => {
    expect(notices({ device: cpu })).toEqual(['cpu'])
    expect(notices({ device: cpu }, { hasWork: true })).toEqual([])
    expect(notices({ device: cpu }, { folded: ['cpu'] })).toEqual([])
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
})
