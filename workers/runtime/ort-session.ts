import type { InferenceSession, Tensor } from 'onnxruntime-web'
import { AppError } from '../../contract/errors.ts'
import type { DeviceReport } from '../../contract/device.ts'
import { fromFloat16, toFloat16 } from '../math/float16.ts'
import { createInTurn } from './in-turn.ts'
import type { OrtModule } from './load-ort.ts'
import type {
  ExternalFile,
  Feeds,
  FloatType,
  Graph,
  GraphInput,
  PinnedTensor,
  Runtime,
  TensorInput,
} from './runtime.ts'

/** WebGPU's STORAGE | COPY_DST | COPY_SRC: what the library wants of a buffer that we hand in. */
const BUFFER_USAGE = 0x80 | 0x08 | 0x04

/** What a runtime is made of: a loaded build of the library, and the device it computes on. */
export interface RuntimeParts {
  readonly ort: OrtModule
  readonly report: DeviceReport
  /** Ours: made by us, given back by us. Null computes on the CPU. */
  readonly device: GPUDevice | null
  /** Called when the library cannot start any more in this realm: only a new worker helps. */
  readonly onStuck?: () => void
}

/** A pinned tensor with its inside, which only this file sees. */
interface OrtPinned extends PinnedTensor {
  readonly tensor: Tensor
}

type InputTypes = ReadonlyMap<string, GraphInput['type']>

/** Makes a runtime on a chosen device. The only file that runs onnxruntime-web. */
export function createOrtRuntime({ ort, report, device, onStuck = () => {} }: RuntimeParts): Runtime {
  const inTurn = createInTurn()
  const lost = new AbortController()
  const sessions = new Set<InferenceSession>()
  const pins = new Map<Tensor, number>()
  void device?.lost.then(() => lost.abort())

  const toTensor = (input: TensorInput, type?: GraphInput['type']): Tensor => {
    const dims = [...input.dims]
    if (input.data instanceof BigInt64Array) return new ort.Tensor('int64', input.data, dims)
    if (input.data instanceof Int32Array) return new ort.Tensor('int32', input.data, dims)
    if (type === 'float16') return new ort.Tensor('float16', toFloat16(input.data), dims)
    return new ort.Tensor('float32', input.data, dims)
  }

  const pin = (input: TensorInput, type: FloatType = 'float32'): PinnedTensor => {
    const tensor = device ? upload(ort, device, input, type) : toTensor(input, type)
    pins.set(tensor, input.data.byteLength / (type === 'float16' ? 2 : 1))
    const dispose = () => {
      if (pins.delete(tensor)) tensor.dispose()
    }
    const pinned: OrtPinned = { pinned: true, dims: input.dims, tensor, dispose }
    return pinned
  }

  const run = async (
    { session, types }: { readonly session: InferenceSession; readonly types: InputTypes },
    feeds: Feeds,
    outputs: readonly string[],
  ) => {
    if (lost.signal.aborted) throw deviceLost()
    const tensors = Object.entries(feeds).map(([name, feed]) => [
      name,
      // `pin` above is the only maker of pinned tensors.
      'pinned' in feed ? (feed as OrtPinned).tensor : toTensor(feed, types.get(name)),
    ])
    try {
      const results = await session.run(Object.fromEntries(tensors) as InferenceSession.FeedsType, outputs)
      const values: Float32Array<ArrayBuffer>[] = []
      for (const output of outputs) {
        const tensor = results[output]
        if (!tensor) throw new AppError('internal', `the graph has no output ${output}`)
        values.push(await toFloats(tensor))
        tensor.dispose()
      }
      return values
    } catch (error) {
      throw toAppError(error, lost.signal.aborted)
    }
  }

  const createGraph = async (file: Blob, externalData: readonly ExternalFile[]): Promise<Graph> => {
    if (lost.signal.aborted) throw deviceLost()
    try {
      const bytes = new Uint8Array(await file.arrayBuffer())
      const options = sessionOptions(device)
      // The library copies what it needs and lets go of these files once the session is there. Only the build with
      // JSPI reads a Blob in pieces; the others read all of it first.
      const session = await ort.InferenceSession.create(bytes, { ...options, externalData })
      const inputs = await inputsOf(session)
      sessions.add(session)
      const release = async () => {
        if (!sessions.delete(session)) return
        await inTurn(() => session.release())
      }
      const loaded = { session, types: new Map(inputs.map(({ name, type }) => [name, type])) }
      return {
        inputs,
        run: async (feeds, output) => (await inTurn(() => run(loaded, feeds, [output])))[0]!,
        runFor: (feeds, outputs) => inTurn(() => run(loaded, feeds, outputs)),
        release,
      }
    } catch (error) {
      if (isStuck(error)) onStuck()
      throw toAppError(error, lost.signal.aborted)
    }
  }

  return {
    report,
    lost: lost.signal,
    createGraph: (file, external = []) => inTurn(() => createGraph(file, external)),
    pin,
    ledger: () => ({
      sessions: sessions.size,
      tensors: pins.size,
      tensorBytes: [...pins.values()].reduce((sum, bytes) => sum + bytes, 0),
    }),
    dispose: async () => {
      // On a lost device releasing may fail; the rest must still go.
      for (const session of [...sessions]) await inTurn(() => session.release()).catch(() => undefined)
      sessions.clear()
      for (const tensor of pins.keys()) tensor.dispose()
      pins.clear()
      device?.destroy()
    },
  }
}

function sessionOptions(device: GPUDevice | null): InferenceSession.SessionOptions {
  // Errors only: the library writes its warnings (which node runs where) to the console as errors.
  const quiet = { logSeverityLevel: 3 } as const
  // Named one by one: what is not WebGPU must run on the CPU, and the device must be ours.
  if (device) return { ...quiet, executionProviders: [{ name: 'webgpu', device }, 'wasm'] }
  return { ...quiet, executionProviders: ['wasm'] }
}

function upload(ort: OrtModule, device: GPUDevice, input: TensorInput, type: FloatType): Tensor {
  if (!(input.data instanceof Float32Array)) throw new AppError('internal', 'only floats are pinned on a GPU')
  const data = type === 'float16' ? evenly(toFloat16(input.data)) : input.data
  const buffer = device.createBuffer({
    size: Math.ceil(data.byteLength / 16) * 16,
    usage: BUFFER_USAGE,
  })
  // Shared memory is refused by writeBuffer; weights and conditionings are never shared.
  device.queue.writeBuffer(buffer, 0, data.buffer, data.byteOffset, data.byteLength)
  return ort.Tensor.fromGpuBuffer(buffer, {
    dataType: type,
    dims: [...input.dims],
    dispose: () => buffer.destroy(),
  })
}

/** A GPU takes whole groups of four bytes only. */
function evenly(halves: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  if (halves.length % 2 === 0) return halves
  const even = new Uint16Array(halves.length + 1)
  even.set(halves)
  return even
}

/** Copied out: on the CPU the data is a view into memory that the library reuses. */
async function toFloats(tensor: Tensor): Promise<Float32Array<ArrayBuffer>> {
  const data = await tensor.getData()
  if (tensor.type === 'float32') return Float32Array.from(data as Float32Array)
  if (tensor.type !== 'float16') throw new AppError('internal', `an output has type ${tensor.type}`)
  // A Float16Array where the browser has one: the same bits.
  const { buffer, byteOffset, length } = data as Uint16Array
  return fromFloat16(new Uint16Array(buffer, byteOffset, length))
}

/** Releases a session whose inputs we cannot serve. */
async function inputsOf(session: InferenceSession): Promise<GraphInput[]> {
  try {
    return session.inputMetadata.map(toGraphInput)
  } catch (error) {
    await session.release()
    throw error
  }
}

/** The library remembers a failed start for as long as its realm lives. */
function isStuck(error: unknown): boolean {
  return /initializeWebAssembly|no available backend found|Aborted\(/u.test(String(error))
}

function toGraphInput(metadata: InferenceSession.ValueMetadata): GraphInput {
  if (!metadata.isTensor) throw new AppError('model_corrupt', `input ${metadata.name} is not a tensor`)
  const { name, type, shape } = metadata
  if (type !== 'float32' && type !== 'float16' && type !== 'int64' && type !== 'int32') {
    throw new AppError('device_insufficient', `input ${name} has type ${type}`, { need: type })
  }
  return { name, type, dims: shape.map((size) => (typeof size === 'number' && size > 0 ? size : null)) }
}

function deviceLost(): AppError {
  return new AppError('device_lost', 'the GPU was lost')
}

/** The library reports everything as text; the few cases callers act on are told apart here and nowhere else. */
function toAppError(error: unknown, isLost: boolean): AppError {
  if (error instanceof AppError) return error
  const text = error instanceof Error ? error.message : String(error)
  if (isLost || /device.{0,20}lost|lost device|unmapped|external Instance reference/iu.test(text))
    return deviceLost()
  if (/requires f16/iu.test(text)) {
    return new AppError('device_insufficient', text, { need: 'shader-f16' }, error)
  }
  if (/bad_alloc|out of memory|allocat|RangeError.*buffer/iu.test(text)) {
    return new AppError('out_of_memory', text, {}, error)
  }
  if (/protobuf|INVALID_PROTOBUF|No graph was found|INVALID_GRAPH|external data file/iu.test(text)) {
    return new AppError('model_corrupt', text, {}, error)
  }
  return new AppError('internal', text, {}, error)
}
