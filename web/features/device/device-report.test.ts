import { describe, expect, it } from 'vitest'
import manifest from '../../../models-manifest.json' with { type: 'json' }
import { ModelManifest } from '../../../contract/manifest.ts'
import { aModelStatus } from '../../testing/a-model-status.ts'
import { sayEnglish } from '../../text/say-english.ts'
import { deviceFacts } from './device-facts.ts'
import { reportLines, reportText } from './report-lines.ts'

const [model] = ModelManifest.parse(manifest).models
const facts = deviceFacts({
  app: 'Fooocus Tab 1.2.3',
  browser: { userAgent: 'Test/1', cores: 8, memoryGb: 4, hasWebGpu: true, isIsolated: true },
  device: {
    backend: 'wasm',
    bundle: 'wasm',
    adapter: null,
    f16: false,
    maxBufferBytes: 0,
    threads: 6,
    crossOriginIsolated: true,
    refused: [{ backend: 'webgpu', reason: 'software_adapter', detail: 'swiftshader' }],
    selfTestError: 0.00012,
  },
  storage: null,
  models: [aModelStatus(model!, { state: 'paused', storedBytes: 2e6, totalBytes: 3e6 })],
  stepTimes: { 'wasm sticker 128*128': [30, 10, 20.4] },
})

describe('the device report', () => {
  it('tells what is known, line by line', () => {
    const text = reportText(reportLines(facts, sayEnglish()))
    for (const part of [
      'Fooocus Tab 1.2.3',
      'Test/1',
      '6 of 8',
      'swiftshader',
      '1.2e-4',
      `${model!.id}: Paused, 2 MB`,
      'wasm sticker 128*128: 20 ms',
    ]) {
      expect(text).toContain(part)
    }
  })

  it('leaves out what is not known', () => {
    const names = reportLines({ ...facts, device: null, speeds: [] }, sayEnglish()).map(({ name }) => name)
    expect(names).not.toContain('Graphics processor')
    expect(names).not.toContain('Speed')
  })

  it('survives being copied as JSON', () => {
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
  })
})
