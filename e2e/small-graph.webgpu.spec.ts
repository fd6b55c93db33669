import { expect, test } from '@playwright/test'
import type { Harness } from './harness/harness.ts'
import { inHarness, startHarness, type HarnessServer } from './fixtures/harness.ts'

type Outcome = Awaited<ReturnType<Harness['smallGraph']>>

let server: HarnessServer

test.beforeAll(async () => {
  server = await startHarness()
})
test.afterAll(() => server.close())

test('a small graph gives the same numbers on software WebGPU as on WASM, within 1e-3', async ({ page }) => {
  await server.open(page)
  const run = (backend: string) => inHarness<unknown[], Outcome>(page, 'smallGraph', { backend, threads: 1 })
  const gpu = await run('webgpu')
  expect(gpu.report, 'without an adapter this test would prove nothing').toMatchObject({
    backend: 'webgpu',
    adapter: { software: true },
  })
  const cpu = await run('wasm')
  expect(cpu.report.backend).toBe('wasm')
  for (const [name, values] of Object.entries(cpu.outputs)) {
    const other = gpu.outputs[name]!
    expect(other).toHaveLength(values.length)
    const largest = values.reduce((worst, value, i) => Math.max(worst, Math.abs(value - other[i]!)), 0)
    expect(largest, name).toBeLessThan(1e-3)
    expect(Math.max(...values) - Math.min(...values), `${name} is not flat`).toBeGreaterThan(0.1)
  }
  expect(gpu.selfTest).toBeLessThan(1e-3)
})

test('a software adapter is left alone unless it is asked for', async ({ page }) => {
  await server.open(page)
  const outcome = await inHarness<unknown[], Outcome>(page, 'smallGraph', { backend: 'auto', threads: 1 })
  expect(outcome.report).toMatchObject({
    backend: 'wasm',
    bundle: 'wasm',
    refused: [{ backend: 'webgpu', reason: 'software_adapter' }],
  })
})
