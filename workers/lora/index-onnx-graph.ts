import { AppError } from '../../contract/errors.ts'
import { NUMBER_BYTES } from './numbers.ts'
import { readOnnxGraph, type OnnxGraphFacts } from './read-onnx-graph.ts'
import { checkOrder, type StoredParameter, type TensorIndex } from './tensor-index.ts'

const FORMATS: ReadonlyMap<number, 'float32' | 'float16'> = new Map([
  [1, 'float32'],
  [10, 'float16'],
] as const)

/**
 * Finds a network's parameters by its graph, for models that bring no list of them. Most have their torch name. A linear
 * layer over sequences is exported as a product with a nameless matrix, turned on its side: it is called by the module
 * that its node was traced from.
 *
 * @param model the bytes of the `.onnx` file
 * @param fileBytes size of the weights file beside it
 * @returns parameters of float32 and float16. One that several modules share is left out: changing it would change all
 * @throws AppError `model_corrupt` when this is no ONNX file, or weights overlap or lie outside their file
 */
export function indexOnnxGraph(model: Uint8Array, fileBytes: number): TensorIndex {
  const graph = readOrThrow(model)
  const modules = modulesOf(graph)
  const index = new Map<string, StoredParameter>()
  for (const { name, shape, type, offset } of graph.weights) {
    const format = FORMATS.get(type)
    if (!format) continue
    const bytes = shape.reduce((product, size) => product * size, NUMBER_BYTES[format])
    const users = modules.get(name)
    const [user] = users ?? []
    if (isNameless(name)) {
      if (user === undefined || users!.length > 1 || shape.length !== 2) continue
      index.set(`${user}.weight`, { offset, bytes, format, shape: [...shape].reverse(), isTurned: true })
    } else index.set(name.replace(/\.f16$/u, ''), { offset, bytes, format, shape })
  }
  checkOrder(index, fileBytes)
  return index
}

/** Exporters number what they have no name for. */
function isNameless(name: string): boolean {
  return name.startsWith('onnx::')
}

/** By the name of a matrix, the modules whose product it is the right side of. */
function modulesOf({ nodes }: OnnxGraphFacts): Map<string, string[]> {
  const modules = new Map<string, string[]>()
  for (const { name, kind, inputs } of nodes) {
    const matrix = inputs[1]
    if (kind !== 'MatMul' || matrix === undefined) continue
    modules.set(matrix, [...(modules.get(matrix) ?? []), moduleOf(name)])
  }
  return modules
}

/** `/down_blocks.1/attentions.0/attn1/to_q/MatMul` → `down_blocks.1.attentions.0.attn1.to_q` */
function moduleOf(node: string): string {
  return node.split('/').slice(1, -1).join('.')
}

function readOrThrow(model: Uint8Array): OnnxGraphFacts {
  try {
    return readOnnxGraph(model)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new AppError('model_corrupt', `no ONNX graph: ${error.message}`, {}, error)
  }
}
