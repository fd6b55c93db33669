/** The two ways to compute. */
export type Backend = 'webgpu' | 'wasm'

/** onnxruntime-web's builds that we load. */
export type RuntimeBundle = 'jspi' | 'webgpu' | 'wasm'

/** Why a backend was not taken, as a stable code. */
export type BackendRefusal =
  | 'no_api'
  | 'no_adapter'
  | 'software_adapter'
  | 'device_request_failed'
  | 'self_test_wrong'
  | 'self_test_failed'
  | 'device_lost_twice'
  | 'wrong_numbers'
  | 'turned_off'

/** What computes here and why; shown in the page's device report and sent to a relay as capabilities. */
export interface DeviceReport {
  readonly backend: Backend
  readonly bundle: RuntimeBundle
  /** Null without WebGPU. */
  readonly adapter: {
    readonly vendor: string
    readonly architecture: string
    readonly description: string
    readonly software: boolean
  } | null
  readonly f16: boolean
  /** Largest single GPU buffer in bytes; 0 without WebGPU. */
  readonly maxBufferBytes: number
  readonly threads: number
  /** False when the page lacks the COOP/COEP headers; then there is one thread only. */
  readonly crossOriginIsolated: boolean
  /** Backends tried before this one. */
  readonly refused: readonly {
    readonly backend: Backend
    readonly reason: BackendRefusal
    readonly detail: string
  }[]
  /** Largest difference of the start-up self-test from the reference; null when none ran. */
  readonly selfTestError: number | null
}
