import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { loadOrt } from '../runtime/load-ort.ts'
import { createOrtRuntime } from '../runtime/ort-session.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { WASM_REPORT } from './wasm-report.ts'

/** The browser's WASM runtime, running in Node with one thread: the real library, the real kernels. */
export async function createWasmRuntime(): Promise<Runtime> {
  const ort = await loadOrt('wasm')
  const wasm = createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm')
  ort.env.wasm.wasmBinary = readFileSync(wasm)
  ort.env.wasm.numThreads = 1
  ort.env.logLevel = 'error'
  return createOrtRuntime({
    ort,
    device: null,
    report: WASM_REPORT,
  })
}
