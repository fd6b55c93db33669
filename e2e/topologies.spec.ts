import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import type { TopologyName } from '../workers/testing/topologies/topology-models.ts'
import { TopologyVectors, type FamilyVectors } from '../workers/testing/topologies/topology-vectors.ts'
import { inHarness, startHarness, type HarnessServer } from './fixtures/harness.ts'
import type { Harness } from './harness/harness.ts'

type Outcome = Awaited<ReturnType<Harness['tryTopology']>>

const ENGINE = { backend: 'wasm', threads: 2 }
const FAMILIES: readonly TopologyName[] = ['sd-1.5', 'sd-turbo', 'sdxl']

let server: HarnessServer
let vectors: Readonly<Record<string, FamilyVectors>>

test.beforeAll(async () => {
  server = await startHarness()
  const file = new URL('fixtures/topologies/vectors.json', import.meta.url)
  vectors = TopologyVectors.parse(JSON.parse(await readFile(file, 'utf8')))
})
test.afterAll(() => server.close())

for (const family of FAMILIES) {
  test(`networks of the topology ${family} compute here what PyTorch computes, and draw in two steps`, async ({
    page,
  }) => {
    await server.open(page)
    const { found, ledger, picture } = await inHarness<unknown[], Outcome>(
      page,
      'tryTopology',
      ENGINE,
      family,
      vectors[family],
    )
    expect(Object.keys(found)).toHaveLength(5)
    for (const [what, worst] of Object.entries(found)) expect(worst, what).toBeLessThanOrEqual(1e-3)
    expect(picture).toMatchObject({ width: 64, height: 64 })
    expect(ledger.sessions).toBe(family === 'sdxl' ? 4 : 3)
    expect(new Set(picture.data).size).toBeGreaterThan(16)
  })
}
