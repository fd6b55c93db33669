import type { EnginePreferences } from '../../contract/studio.ts'

const BACKENDS = ['auto', 'webgpu', 'wasm'] as const
const MAX_THREADS = 64

/**
 * What an address says about the engine: `?engine=wasm&threads=1`. Anything else leaves the choice to the engine.
 *
 * @param search the query of an address, with its question mark
 */
export function enginePreferences(search: string): EnginePreferences {
  const query = new URLSearchParams(search)
  const threads = Number(query.get('threads'))
  return {
    backend: BACKENDS.find((backend) => backend === query.get('engine')) ?? 'auto',
    threads: Number.isInteger(threads) && threads >= 1 && threads <= MAX_THREADS ? threads : null,
  }
}
