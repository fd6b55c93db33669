import { describe, expect, test } from 'vitest'
import type { Runtime } from '../runtime/runtime.ts'
import { createNativeRuntime } from '../testing/native-runtime.ts'
import { stickerDifferences } from '../testing/sticker-differences.ts'
import { openStickerFile } from '../testing/sticker-files.ts'
import { readStickerVectors } from '../testing/sticker-vectors.ts'
import { createWasmRuntime } from '../testing/wasm-runtime.ts'

const RUNTIMES: Readonly<Record<string, () => Runtime | Promise<Runtime>>> = {
  "the browser's kernels": createWasmRuntime,
  'native kernels': createNativeRuntime,
}

describe.each(Object.entries(RUNTIMES))('the built-in model on %s', (_, start) => {
  test('computes what its modules computed where they were trained, within 1e-4', async () => {
    const runtime = await start()
    const vectors = await readStickerVectors()
    const found = await stickerDifferences(runtime, openStickerFile, vectors)
    await runtime.dispose()
    expect(Object.keys(found)).toHaveLength(2 * (vectors.v.length + vectors.loras.length) + 4)
    for (const [what, worst] of Object.entries(found)) expect(worst, what).toBeLessThanOrEqual(1e-4)
  }, 120_000)
})
