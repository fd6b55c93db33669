import { expect, test } from '@playwright/test'
import { readStickerVectors } from '../workers/testing/sticker-vectors.ts'
import type { Harness } from './harness/harness.ts'
import { inHarness, startHarness, type HarnessServer } from './fixtures/harness.ts'

type Differences = Awaited<ReturnType<Harness['stickerParity']>>

let server: HarnessServer

test.beforeAll(async () => {
  server = await startHarness()
})
test.afterAll(() => server.close())

test('the built-in model computes here what its modules computed where they were trained, within 1e-4', async ({
  page,
}) => {
  await server.open(page)
  const vectors = await readStickerVectors()
  const found = await inHarness<unknown[], Differences>(
    page,
    'stickerParity',
    { backend: 'wasm', threads: 2 },
    vectors,
  )
  expect(Object.keys(found)).toHaveLength(2 * (vectors.v.length + vectors.loras.length) + 4)
  for (const [what, worst] of Object.entries(found)) expect(worst, what).toBeLessThanOrEqual(1e-4)
})
