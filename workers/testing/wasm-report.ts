import type { DeviceReport } from '../../contract/device.ts'

/** What a processor with one thread reports. */
export const WASM_REPORT: DeviceReport = {
  backend: 'wasm',
  bundle: 'wasm',
  adapter: null,
  f16: false,
  maxBufferBytes: 0,
  threads: 1,
  crossOriginIsolated: false,
  refused: [],
  selfTestError: null,
}
