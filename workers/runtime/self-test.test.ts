import { expect, test } from 'vitest'
import { createWasmRuntime } from '../testing/wasm-runtime.ts'
import type { Runtime } from './runtime.ts'
import { runSelfTest, SELF_TEST_TOLERANCE } from './self-test.ts'

test('the WASM kernels agree with the reference to rounding', async () => {
  const runtime = await createWasmRuntime()
  expect(await runSelfTest(runtime)).toBeLessThan(1e-5)
  expect(runtime.ledger()).toEqual({ sessions: 0, tensors: 0, tensorBytes: 0 })
})

test('a device that computes one output wrongly is found', async () => {
  const runtime = await createWasmRuntime()
  const wrong: Runtime = {
    ...runtime,
    createGraph: async (file) => {
      const graph = await runtime.createGraph(file)
      return {
        ...graph,
        run: async (feeds, output) => {
          const right = await graph.run(feeds, output)
          return output === 'fused' ? right.map((value, i) => (i % 4 === 0 ? 0 : value)) : right
        },
      }
    },
  }
  expect(await runSelfTest(wrong)).toBeGreaterThan(SELF_TEST_TOLERANCE)
})

test('a device that answers NaN is found', async () => {
  const runtime = await createWasmRuntime()
  const broken: Runtime = {
    ...runtime,
    createGraph: async (file) => {
      const graph = await runtime.createGraph(file)
      return { ...graph, run: async (feeds, output) => (await graph.run(feeds, output)).fill(Number.NaN) }
    },
  }
  expect((await runSelfTest(broken)) <= SELF_TEST_TOLERANCE).toBe(false)
})
