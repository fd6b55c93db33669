/**
 * The engine's parts in an ordinary page, for tests and measurements that must reach behind the product's doors:
 * one thread against two, WebGPU against WASM, our loop against a naive one. Not part of the product.
 */
import type { ModelEntry } from '../../contract/manifest.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import type { EnginePreferences } from '../../contract/studio.ts'
import { loadOnnxModel, type OpenModelFile } from '../../workers/models/load-onnx-model.ts'
import type { DiffusionModel } from '../../workers/models/ports.ts'
import { disposePrompt, encodePrompt } from '../../workers/pipeline/encode-prompt.ts'
import { generateImage } from '../../workers/pipeline/generate.ts'
import { planTask } from '../../workers/planning/plan-task.ts'
import type { Runtime } from '../../workers/runtime/runtime.ts'
import { runSelfTest, selfTestFeeds } from '../../workers/runtime/self-test.ts'
import { SELF_TEST_GRAPH } from '../../workers/runtime/self-test-graph.ts'
import { startRuntime } from '../../workers/runtime/start-runtime.ts'
import { stickerDifferences } from '../../workers/testing/sticker-differences.ts'
import { stickerModel } from '../../workers/testing/sticker-model.ts'
import type { StickerVectors } from '../../workers/testing/sticker-vectors.ts'
import { loadTopology, topologyDifferences } from '../../workers/testing/topologies/topology-differences.ts'
import {
  openTopologyFiles,
  topologyModel,
  type TopologyName,
} from '../../workers/testing/topologies/topology-models.ts'
import type { FamilyVectors } from '../../workers/testing/topologies/topology-vectors.ts'

/** A started runtime. */
function start(engine: EnginePreferences): Promise<Runtime> {
  return startRuntime(
    {
      gpu: navigator.gpu,
      cores: navigator.hardwareConcurrency,
      crossOriginIsolated: globalThis.crossOriginIsolated,
      jspi: 'Suspending' in WebAssembly,
      onStuck: () => {},
      wasmPaths: new URL('/ort/', location.href).href,
    },
    engine,
    null,
  )
}

/** The numbers of the small test graph on one device. */
async function smallGraph(engine: EnginePreferences) {
  const runtime = await start(engine)
  const bytes = Uint8Array.from(atob(SELF_TEST_GRAPH), (character) => character.charCodeAt(0))
  const graph = await runtime.createGraph(new Blob([bytes]))
  const outputs: Record<string, number[]> = {}
  for (const name of ['convolved', 'attended', 'fused']) {
    outputs[name] = [...(await graph.run(selfTestFeeds().feeds, name))]
  }
  await graph.release()
  const selfTest = await runSelfTest(runtime)
  const { report } = runtime
  await runtime.dispose()
  return { report, outputs, selfTest }
}

const openFile: OpenModelFile = async (model, role) => {
  const file = model.files.find((one) => one.role === role)!
  return (await fetch(`/${model.source}${file.path}`)).blob()
}

const openTopologyFile = openTopologyFiles(async (path) =>
  (await fetch(`/${path.replace(/^public\//u, '')}`)).blob(),
)

/** One picture of the built-in model on one device. */
async function drawSticker(engine: EnginePreferences, steps: number) {
  const runtime = await start(engine)
  const signal = new AbortController().signal
  const model = await loadOnnxModel({ runtime, entry: stickerModel, openFile, signal, onActivity: () => {} })
  const request = { overwrite_step: steps, aspect_ratios_selection: '128*128' }
  const picture = await draw(model, stickerModel, request)
  const ledger = runtime.ledger()
  await model.dispose()
  const { report } = runtime
  await runtime.dispose()
  return { report, ledger, ...picture }
}

async function draw(model: DiffusionModel, entry: ModelEntry, input: GenerationRequestInput) {
  const request = parseRequest({ prompt: 'a red apple', image_seed: 42, style_selections: [], ...input })
  const plan = planTask(request, entry, '0').images[0]!
  const prompt = await encodePrompt(plan, model, async () => {})
  const watcher = { onStep: () => {}, onDecode: () => {}, between: async () => {} }
  const { width, height, data } = await generateImage(plan, { model, prompt }, watcher)
  disposePrompt(prompt)
  return { width, height, data: [...data] }
}

/** How far the built-in model is from the modules that were trained. */
async function stickerParity(engine: EnginePreferences, vectors: StickerVectors) {
  const runtime = await start(engine)
  const found = await stickerDifferences(runtime, openFile, vectors)
  await runtime.dispose()
  return found
}

/** How far a family's narrow networks are from PyTorch's, and one picture of theirs in two steps. */
async function tryTopology(engine: EnginePreferences, name: TopologyName, vectors: FamilyVectors) {
  const runtime = await start(engine)
  const loaded = await loadTopology(runtime, openTopologyFile, name)
  const found = await topologyDifferences(loaded, vectors)
  const request = { overwrite_step: 2, aspect_ratios_selection: '64*64' }
  const picture = await draw(loaded.model, topologyModel(name), request)
  const ledger = runtime.ledger()
  await loaded.model.dispose()
  await runtime.dispose()
  return { found, ledger, picture }
}

const harness = { smallGraph, drawSticker, stickerParity, tryTopology }

/** What the harness offers to whoever drives the page. */
export type Harness = typeof harness

Object.assign(globalThis, { harness })
