import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createNativeRuntime } from '../testing/native-runtime.ts'
import { loadTopology, topologyDifferences } from '../testing/topologies/topology-differences.ts'
import { openTopologyFiles, TOPOLOGIES } from '../testing/topologies/topology-models.ts'
import { TopologyVectors } from '../testing/topologies/topology-vectors.ts'

const root = new URL('../../', import.meta.url)
const read = async (path: string) => new Blob([await readFile(new URL(path, root))])

test.each(TOPOLOGIES)(
  'narrow networks of the family %s compute what PyTorch computes, within 1e-3',
  async (name) => {
    const runtime = createNativeRuntime()
    const file = await read('e2e/fixtures/topologies/vectors.json')
    const vectors = TopologyVectors.parse(JSON.parse(await file.text()))[name]!
    const loaded = await loadTopology(runtime, openTopologyFiles(read), name)
    const found = await topologyDifferences(loaded, vectors)
    await loaded.model.dispose()
    expect(runtime.ledger()).toEqual({ sessions: 0, tensors: 0, tensorBytes: 0 })
    await runtime.dispose()
    expect(Object.keys(found)).toHaveLength(name === 'lcm' ? 3 : 5)
    for (const [what, worst] of Object.entries(found)) expect(worst, what).toBeLessThanOrEqual(1e-3)
  },
  60_000,
)
