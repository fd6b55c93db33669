import type { RuntimeBundle } from '../../contract/device.ts'
import { dependencies } from '../../package.json'

/** Folder of the inference library's files, below the page's own. */
export const RUNTIME_FOLDER = 'ort/'

/** One cache per version of the library: its file names do not change, their content does. */
export const RUNTIME_CACHE = `runtime-${dependencies['onnxruntime-web']}`

/** Whether a cache holds the library, of whatever version. */
export function isRuntimeCache(name: string): boolean {
  return name.startsWith('runtime-')
}

const STEMS: Record<RuntimeBundle, string> = {
  jspi: 'ort-wasm-simd-threaded.jspi',
  webgpu: 'ort-wasm-simd-threaded.asyncify',
  wasm: 'ort-wasm-simd-threaded',
}

/** The two files that one build of the library fetches, relative to the page. */
export function runtimeFiles(bundle: RuntimeBundle): string[] {
  return ['.mjs', '.wasm'].map((ending) => RUNTIME_FOLDER + STEMS[bundle] + ending)
}
