import type * as Ort from 'onnxruntime-web'
import type { RuntimeBundle } from '../../contract/device.ts'

/** The library's surface, the same in all of its builds. */
export type OrtModule = typeof Ort

/**
 * Loads one build of onnxruntime-web. Never the default one: it still carries the deprecated GPU code.
 *
 * `jspi` is the smallest build with WebGPU and the only one that streams weights from disk; `webgpu` does
 * the same where the browser lacks JSPI; `wasm` has no GPU code.
 */
export function loadOrt(bundle: RuntimeBundle): Promise<OrtModule> {
  switch (bundle) {
    case 'jspi':
      return import('onnxruntime-web/jspi')
    case 'webgpu':
      return import('onnxruntime-web/webgpu')
    case 'wasm':
      return import('onnxruntime-web/wasm')
    default:
      return bundle satisfies never
  }
}
