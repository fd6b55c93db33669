import * as native from 'onnxruntime-node'
import type { OrtModule } from '../runtime/load-ort.ts'
import { createOrtRuntime } from '../runtime/ort-session.ts'
import type { ExternalFile, Runtime } from '../runtime/runtime.ts'
import { WASM_REPORT } from './wasm-report.ts'

/** Native onnxruntime on this machine's processor behind the browser's interface: other kernels for the same graphs. */
export function createNativeRuntime(): Runtime {
  const create = async (bytes: Uint8Array, options: { readonly externalData: readonly ExternalFile[] }) => {
    const externalData = await Promise.all(
      options.externalData.map(async ({ path, data }) => ({
        path,
        data: data instanceof Blob ? new Uint8Array(await data.arrayBuffer()) : data,
      })),
    )
    return native.InferenceSession.create(bytes, {
      ...options,
      executionProviders: ['cpu'],
      externalData,
    })
  }
  // Both libraries implement onnxruntime-common; of the browser's, only what is written here is used on a CPU.
  const ort = { ...native, InferenceSession: { create } } as unknown as OrtModule
  return createOrtRuntime({ ort, device: null, report: WASM_REPORT })
}
