import type { Backend, BackendRefusal, DeviceReport, RuntimeBundle } from '../../contract/device.ts'
import type { EnginePreferences } from '../../contract/studio.ts'
import { chooseThreads } from './choose-threads.ts'
import { loadOrt, type OrtModule } from './load-ort.ts'
import { createOrtRuntime } from './ort-session.ts'
import { requestGpu, type GpuAnswer } from './request-gpu.ts'
import type { Runtime } from './runtime.ts'
import { runSelfTest, SELF_TEST_TOLERANCE } from './self-test.ts'

/** What the runtime is told about the place it runs in. */
export interface RuntimeSurroundings {
  readonly gpu: GPU | undefined
  readonly cores: number
  readonly crossOriginIsolated: boolean
  /** Whether `WebAssembly.Suspending` exists. */
  readonly jspi: boolean
  /** Called when the library cannot start any more in this realm: only a new worker helps. */
  readonly onStuck: () => void
  /** Address of the folder with the library's .mjs and .wasm files; undefined leaves the library's own choice. */
  readonly wasmPaths: string | undefined
}

/**
 * Starts the inference library on the best device that computes correctly: WebGPU on a real adapter that passes
 * the self-test, else WASM. What was refused and why is in the report.
 *
 * @param preferences what the person wants; `webgpu` still falls back when there is no GPU at all
 * @param gpuRefused  why the GPU is not even asked for; null asks
 */
export async function startRuntime(
  around: RuntimeSurroundings,
  preferences: EnginePreferences,
  gpuRefused: BackendRefusal | null,
): Promise<Runtime> {
  const refused: DeviceReport['refused'][number][] = []
  const answer = await askForGpu(around, preferences, gpuRefused)
  if (answer.kind === 'device') {
    const bundle: RuntimeBundle = around.jspi ? 'jspi' : 'webgpu'
    const outcome = await tryGpu(around, preferences, bundle, answer)
    if ('runtime' in outcome) return outcome.runtime
    refused.push({ backend: 'webgpu', ...outcome })
  } else {
    refused.push({ backend: 'webgpu', reason: answer.reason, detail: answer.detail })
  }
  const ort = await configure(around, preferences, 'wasm')
  return createOrtRuntime({
    ort,
    device: null,
    onStuck: around.onStuck,
    report: { ...describe(around, preferences, 'wasm', 'wasm'), adapter: answer.adapter, refused },
  })
}

function askForGpu(
  around: RuntimeSurroundings,
  preferences: EnginePreferences,
  gpuRefused: BackendRefusal | null,
): Promise<GpuAnswer> {
  const reason = preferences.backend === 'wasm' ? 'turned_off' : gpuRefused
  if (reason) return Promise.resolve({ kind: 'refused', reason, detail: '', adapter: null })
  return requestGpu(around.gpu, preferences.backend === 'webgpu' ? 'accepted' : 'refused')
}

async function tryGpu(
  around: RuntimeSurroundings,
  preferences: EnginePreferences,
  bundle: RuntimeBundle,
  gpu: Extract<GpuAnswer, { kind: 'device' }>,
) {
  const { device, adapter, f16, maxBufferBytes } = gpu
  const report = { ...describe(around, preferences, 'webgpu', bundle), adapter, f16, maxBufferBytes }
  try {
    const ort = await configure(around, preferences, bundle)
    const selfTestError = await runSelfTest(createOrtRuntime({ ort, device, report }))
    if (selfTestError <= SELF_TEST_TOLERANCE) {
      const { onStuck } = around
      return { runtime: createOrtRuntime({ ort, device, onStuck, report: { ...report, selfTestError } }) }
    }
    device.destroy()
    return { reason: 'self_test_wrong' as const, detail: `off by ${selfTestError}` }
  } catch (error) {
    device.destroy()
    return { reason: 'self_test_failed' as const, detail: String(error) }
  }
}

async function configure(
  around: RuntimeSurroundings,
  preferences: EnginePreferences,
  bundle: RuntimeBundle,
): Promise<OrtModule> {
  const ort = await loadOrt(bundle)
  ort.env.logLevel = 'error'
  ort.env.wasm.numThreads = chooseThreads(around.cores, around.crossOriginIsolated, preferences.threads)
  // The library's own worker cannot take large buffers and knows no GPU; this already is a worker.
  ort.env.wasm.proxy = false
  if (around.wasmPaths !== undefined) ort.env.wasm.wasmPaths = around.wasmPaths
  return ort
}

function describe(
  around: RuntimeSurroundings,
  preferences: EnginePreferences,
  backend: Backend,
  bundle: RuntimeBundle,
): DeviceReport {
  return {
    backend,
    bundle,
    adapter: null,
    f16: false,
    maxBufferBytes: 0,
    threads: chooseThreads(around.cores, around.crossOriginIsolated, preferences.threads),
    crossOriginIsolated: around.crossOriginIsolated,
    refused: [],
    selfTestError: null,
  }
}
