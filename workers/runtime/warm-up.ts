import type { Runtime } from './runtime.ts'
import { selfTestGraph } from './self-test.ts'

/** Compiling takes every core, and the page that started this worker is still drawing itself. */
const AFTER_MS = 1_000

/**
 * Has the library fetch and compile itself, which it does at its first graph, before it is needed: soon, or beside the
 * fetching of a model when that comes first. On a GPU the self-test has done it.
 *
 * @param wasmPaths address of the folder with the library's files, ending in a slash
 * @returns begins now, unless it has begun
 */
export function warmUpSoon(runtime: Runtime, wasmPaths: string): () => void {
  let isDue = runtime.report.backend === 'wasm'
  const begin = () => {
    if (isDue) void warmUp(runtime, wasmPaths)
    isDue = false
  }
  setTimeout(begin, AFTER_MS)
  return begin
}

/**
 * Not where the library's files cannot be reached, because it remembers a failed start for good, and perhaps nothing is
 * to be drawn.
 */
async function warmUp(runtime: Runtime, wasmPaths: string): Promise<void> {
  const answer = await fetch(`${wasmPaths}ort-wasm-simd-threaded.wasm`, { method: 'HEAD' }).catch(() => null)
  if (!answer?.ok) return
  const graph = await runtime.createGraph(selfTestGraph()).catch(() => null)
  // The runtime may be gone by now, and its graphs with it.
  await graph?.release().catch(() => undefined)
}
