import type { EnginePreferences } from '../../contract/studio.ts'

const BACKENDS = ['auto', 'webgpu', 'wasm'] as const
const MAX_THREADS = 64

/**
 * What is decided about the engine. The address has the first word: `?engine=wasm&threads=1`; what it leaves open, or
 * says in another form, is as chosen on the page.
 *
 * @param search the query of an address, with its question mark
 */
export function enginePreferences(search: string, chosen: EnginePreferences): EnginePreferences {
  const query = new URLSearchParams(search)
  const threads = Number(query.get('threads'))
  return {
    backend: BACKENDS.find((backend) => backend === query.get('engine')) ?? chosen.backend,
    threads: Number.isInteger(threads) && threads >= 1 && threads <= MAX_THREADS ? threads : chosen.threads,
  }
}
