import type { DeviceReport } from '../../contract/device.ts'
import type { ResourceLedger } from '../../contract/studio.ts'

/** Numbers with a shape, on the CPU. `data` is not copied until a graph runs. */
export interface TensorInput {
  readonly dims: readonly number[]
  readonly data: Float32Array | BigInt64Array | Int32Array
}

/** Numbers that were put where the graphs run, once. Whoever pinned them calls `dispose` once. */
export interface PinnedTensor {
  readonly pinned: true
  readonly dims: readonly number[]
  dispose(): void
}

/** A file beside a graph, which holds weights of it. */
export interface ExternalFile {
  /** As the graph names it, for example `weights.bin`. */
  readonly path: string
  /** A Blob is read piece by piece where the device allows that; bytes are not modified. Neither is kept. */
  readonly data: Uint8Array<ArrayBuffer> | Blob
}

/** Number types of floats that graphs take and give. */
export type FloatType = 'float32' | 'float16'

/** What a graph says about one of its inputs. */
export interface GraphInput {
  readonly name: string
  readonly type: FloatType | 'int64' | 'int32'
  /** Null where any size will do. */
  readonly dims: readonly (number | null)[]
}

/** Tensors by the names of a graph's inputs. */
export type Feeds = Readonly<Record<string, TensorInput | PinnedTensor>>

/** A loaded network. */
export interface Graph {
  readonly inputs: readonly GraphInput[]
  /**
   * Runs the network once. Runs of all graphs of a runtime follow one another.
   *
   * @param feeds a tensor for every input; float32 ones become float16 where the graph takes that
   * @param output the name of the output wanted
   * @returns the output as float32, owned by the caller
   * @throws AppError `device_lost`, `out_of_memory` or `internal`
   */
  run(feeds: Feeds, output: string): Promise<Float32Array<ArrayBuffer>>
  /** Runs the network once for several outputs, which come in the order of their names. Throws as `run` does. */
  runFor(feeds: Feeds, outputs: readonly string[]): Promise<readonly Float32Array<ArrayBuffer>[]>
  /** Frees the network. The graph must not be used after. */
  release(): Promise<void>
}

/** The inference library with its device chosen: all that the rest of the worker knows of either. */
export interface Runtime {
  readonly report: DeviceReport
  /** Aborts when the GPU is gone; everything made by this runtime is worthless then. */
  readonly lost: AbortSignal
  /**
   * Loads a network. Loads follow one another.
   *
   * @param file an ONNX file; read once, not kept
   * @param external the files that the graph names, if its weights lie outside of it
   * @throws AppError `model_corrupt`, also when an external file is missing or too short; `device_lost`,
   *   `out_of_memory`
   */
  createGraph(file: Blob, external?: readonly ExternalFile[]): Promise<Graph>
  /** @param type what the graph takes that the tensor is for; float32 when left out */
  pin(tensor: TensorInput, type?: FloatType): PinnedTensor
  ledger(): ResourceLedger
  /** Gives the device back. */
  dispose(): Promise<void>
}
