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

/** What a graph says about one of its inputs. */
export interface GraphInput {
  readonly name: string
  readonly type: 'float32' | 'int64' | 'int32'
  /** Number of dimensions. */
  readonly rank: number
}

/** A loaded network. */
export interface Graph {
  readonly inputs: readonly GraphInput[]
  /**
   * Runs the network once. Runs of all graphs of a runtime follow one another.
   *
   * @param feeds a tensor for every input
   * @param output the name of the output wanted
   * @returns the output as float32, owned by the caller
   * @throws AppError `device_lost`, `out_of_memory` or `internal`
   */
  run(
    feeds: Readonly<Record<string, TensorInput | PinnedTensor>>,
    output: string,
  ): Promise<Float32Array<ArrayBuffer>>
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
   * @throws AppError `model_corrupt`, `device_lost`, `out_of_memory`
   */
  createGraph(file: Blob): Promise<Graph>
  pin(tensor: TensorInput): PinnedTensor
  ledger(): ResourceLedger
  /** Gives the device back. */
  dispose(): Promise<void>
}
