/**
 * Our loop and a naive one over the same networks, each in a page of its own in one browser, so that neither gets the
 * other's settings. bench/run.ts lets them draw by turns.
 */
import { parseRequest } from '../../contract/parse-request.ts'
import { createNoise } from '../../workers/math/random.ts'
import { loadOnnxModel } from '../../workers/models/load-onnx-model.ts'
import { betweenCalls } from '../../workers/pipeline/between-calls.ts'
import { disposePrompt, encodePrompt } from '../../workers/pipeline/encode-prompt.ts'
import { generateImage } from '../../workers/pipeline/generate.ts'
import { planTask } from '../../workers/planning/plan-task.ts'
import type { Runtime } from '../../workers/runtime/runtime.ts'
import { startRuntime } from '../../workers/runtime/start-runtime.ts'
import { warmUpSoon } from '../../workers/runtime/warm-up.ts'
import { createGuide } from '../../workers/sampling/guidance.ts'
import { createNoiseLevels } from '../../workers/sampling/noise-levels.ts'
import { sigmasFor } from '../../workers/sampling/schedules.ts'
import { stickerModel } from '../../workers/testing/sticker-model.ts'
import { createClipTokenizer } from '../../workers/tokenizer/clip-tokenizer.ts'
import { createNaive } from './naive.ts'

/** One picture of ours, in milliseconds. */
export interface OurTimes {
  readonly imageMs: number
  readonly stepMs: number
  /** Of `stepMs`, what was not spent waiting for the network. */
  readonly outsideMs: number
}

const never = new AbortController().signal
const openFile = async (model: typeof stickerModel, role: string) =>
  (await fetch(`/${model.source}${model.files.find((file) => file.role === role)!.path}`)).blob()

/** A runtime that counts the time its networks take. */
function timed(runtime: Runtime) {
  let insideMs = 0
  const counting: Runtime = {
    ...runtime,
    createGraph: async (file, external) => {
      const graph = await runtime.createGraph(file, external)
      return {
        ...graph,
        run: async (feeds, output) => {
          const from = performance.now()
          const result = await graph.run(feeds, output)
          insideMs += performance.now() - from
          return result
        },
      }
    },
  }
  return { runtime: counting, inside: () => insideMs }
}

async function createOurs(steps: number, threads: number | null) {
  const from = performance.now()
  const around = {
    gpu: undefined,
    cores: navigator.hardwareConcurrency,
    crossOriginIsolated: globalThis.crossOriginIsolated,
    jspi: false,
    onStuck: () => {},
    wasmPaths: new URL('/ort/', location.href).href,
  }
  const { runtime, inside } = timed(await startRuntime(around, { backend: 'wasm', threads }, null))
  warmUpSoon(runtime, around.wasmPaths)()
  const model = await loadOnnxModel({
    runtime,
    entry: stickerModel,
    openFile,
    signal: never,
    onActivity: () => {},
  })
  const loadMs = performance.now() - from
  const request = { prompt: 'a red apple', image_seed: 42, overwrite_step: steps, style_selections: [] }
  const plan = planTask(
    parseRequest({ ...request, aspect_ratios_selection: '128*128', sampler_name: 'euler' }),
    stickerModel,
    '0',
  ).images[0]!
  const between = () => betweenCalls(never, never)
  const draw = async (): Promise<OurTimes> => {
    const start = performance.now()
    const prompt = await encodePrompt(plan, model, between)
    let stepsMs = 0
    let insideMs = 0
    const stepsFrom = performance.now()
    const insideFrom = inside()
    await generateImage(
      plan,
      { model, prompt },
      {
        between,
        onStep: () => {},
        onDecode: () => {
          stepsMs = performance.now() - stepsFrom
          insideMs = inside() - insideFrom
        },
      },
    )
    disposePrompt(prompt)
    return {
      imageMs: performance.now() - start,
      stepMs: stepsMs / steps,
      outsideMs: (stepsMs - insideMs) / steps,
    }
  }
  return { draw, loadMs, report: runtime.report }
}

/** Makes our side ready; the first picture does not count. */
async function prepareOurs(steps: number) {
  const ours = await createOurs(steps, null)
  await ours.draw()
  Object.assign(harness, { draw: ours.draw })
  return { loadMs: ours.loadMs, report: ours.report }
}

const GUIDE_RUNS = 100

/**
 * What sharpness and adaptive guidance cost each step beyond plain guidance, in milliseconds: the latent is that of
 * the pictures drawn here, in the middle of its way.
 */
function measureGuide(): number[] {
  const shape = { channels: 4, height: 16, width: 16 }
  const noise = createNoise(7n)
  const [x, wanted, unwanted] = [noise.normal(1024), noise.normal(1024), noise.normal(1024)] as const
  const settings = { scale: 8, adaptiveScale: 7, sharpness: 2, shape }
  const whole = createGuide(settings)
  const plain = createGuide({ ...settings, adaptiveScale: 8, sharpness: 0 })
  const timeOf = (guide: typeof whole) => {
    const from = performance.now()
    guide(wanted, unwanted, { x, sigma: 1, progress: 0.5 })
    return performance.now() - from
  }
  const times = Array.from({ length: 2 * GUIDE_RUNS }, () => timeOf(whole) - timeOf(plain))
  return times.slice(GUIDE_RUNS)
}

/** Makes the naive side ready on the same sigmas, noise and words; the first picture does not count. */
async function prepareNaive(steps: number) {
  const levels = createNoiseLevels(stickerModel.spec.schedule)
  const sigmas = [...sigmasFor({ schedule: 'karras', steps, levels })]
  const timesteps = sigmas.slice(0, -1).map((sigma) => levels.timestepOf(sigma))
  const text = async (path: string) => (await fetch(`/models/sticker/tokenizer/${path}`)).text()
  const vocab = JSON.parse(await text('vocab.json')) as Record<string, number>
  const tokenizer = createClipTokenizer({
    vocab,
    merges: await text('merges.txt'),
    specials: stickerModel.spec.text,
  })
  const ids = (prompt: string) => {
    const words = [tokenizer.bosId, ...tokenizer.encode(prompt), tokenizer.eosId]
    return [
      ...words,
      ...Array.from({ length: stickerModel.spec.text.maxTokens - words.length }, () => tokenizer.padId),
    ]
  }
  const naive = await createNaive(sigmas, timesteps)
  const noise = createNoise(42n).normal(4 * 16 * 16)
  const draw = () => naive(noise, ids('a red apple'), ids(''), 4)
  const { loadMs } = await draw()
  Object.assign(harness, { draw })
  return { loadMs }
}

const harness = { prepareOurs, prepareNaive, measureGuide }

/** What our side tells when it is ready. */
export type Prepared = Awaited<ReturnType<typeof prepareOurs>>

Object.assign(globalThis, { harness })
