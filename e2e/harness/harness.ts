/**
 * The engine's parts in an ordinary page, for tests and measurements that must reach behind the product's doors:
 * one thread against two, WebGPU against WASM, our loop against a naive one. Not part of the product.
 */
import { parseRequest } from '../../contract/parse-request.ts'
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

/** Loads the built-in model over the network. */
function loadSticker(runtime: Runtime): Promise<DiffusionModel> {
  return loadOnnxModel({
    runtime,
    entry: stickerModel,
    openFile,
    signal: new AbortController().signal,
    onActivity: () => {},
  })
}

/** One picture of the built-in model on one device. */
async function drawSticker(engine: EnginePreferences, steps: number) {
  const runtime = await start(engine)
  const model = await loadSticker(runtime)
  const request = parseRequest({
    prompt: 'a red apple',
    image_seed: 42,
    overwrite_step: steps,
    style_selections: [],
    aspect_ratios_selection: '128*128',
  })
  const plan = planTask(request, stickerModel, '0').images[0]!
  const prompt = await encodePrompt(plan, model, async () => {})
  const watcher = { onStep: () => {}, onDecode: () => {}, between: async () => {} }
  const picture = await generateImage(plan, model, prompt, watcher)
  disposePrompt(prompt)
  const ledger = runtime.ledger()
  await model.dispose()
  const { report } = runtime
  await runtime.dispose()
  return { report, ledger, width: picture.width, height: picture.height, data: [...picture.data] }
}

/** How far the built-in model is from the modules that were trained. */
async function stickerParity(engine: EnginePreferences, vectors: StickerVectors) {
  const runtime = await start(engine)
  const found = await stickerDifferences(runtime, openFile, vectors)
  await runtime.dispose()
  return found
}

const harness = { smallGraph, drawSticker, stickerParity }

/** What the harness offers to whoever drives the page. */
export type Harness = typeof harness

Object.assign(globalThis, { harness })
