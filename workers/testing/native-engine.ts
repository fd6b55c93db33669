import { createEngine, type LocalEngine } from '../engine/engine.ts'
import { createModelShelf } from '../engine/model-shelf.ts'
import { loadEnlarger } from '../models/enlarger.ts'
import { loadOnnxModel } from '../models/load-onnx-model.ts'
import { loadPictureEncoder } from '../models/picture-encoder.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { createFakeEngineParts } from './fake-engine-parts.ts'
import { createNativeRuntime } from './native-runtime.ts'
import { openStickerFile } from './sticker-files.ts'

/** The engine with the built-in model's real networks, on this machine's processor. */
export async function startNativeEngine(): Promise<{
  readonly engine: LocalEngine
  /** What is loaded. */
  readonly ledger: Runtime['ledger']
}> {
  const { parts } = createFakeEngineParts()
  const runtime = createNativeRuntime()
  const tools = { runtime, openFile: openStickerFile }
  const shelf = createModelShelf({
    onDevice: () => {},
    startDevice: async () => ({
      report: runtime.report,
      loadModel: (entry, options) => loadOnnxModel({ ...tools, entry, ...options }),
      loadExpander: () => Promise.reject(new Error('no test asked for it')),
      loadPictureEncoder: (entry, how) => loadPictureEncoder({ ...tools, entry, ...how }),
      loadEnlarger: ({ entry, role }, how) => loadEnlarger({ ...tools, entry, ...how }, role),
      ledger: runtime.ledger,
      dispose: runtime.dispose,
    }),
  })
  const engine = createEngine({ ...parts, shelf })
  await engine.activate([])
  return { engine, ledger: runtime.ledger }
}
