import { packedVarints, protobufFields } from './protobuf-fields.ts'

/** A node of an ONNX graph, as far as its weights can be told from it. */
interface OnnxNode {
  /** Path of the module that it was traced from, then its kind: `/down_blocks.0/…/to_q/MatMul`. May be empty. */
  readonly name: string
  readonly kind: string
  readonly inputs: readonly string[]
}

/** A constant of an ONNX graph that lies in a file beside it. */
interface OnnxWeight {
  readonly name: string
  readonly shape: readonly number[]
  /** ONNX's number for the type: 1 is float32, 10 float16. */
  readonly type: number
  readonly offset: number
}

/** What {@link readOnnxGraph} finds. */
export interface OnnxGraphFacts {
  readonly nodes: readonly OnnxNode[]
  readonly weights: readonly OnnxWeight[]
}

/**
 * Reads which nodes a graph has and where its weights lie. Values and attributes are passed over.
 *
 * @param model the bytes of a `.onnx` file; not kept
 * @throws RangeError where they are no protobuf message
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto for the numbers of the fields
 */
export function readOnnxGraph(model: Uint8Array): OnnxGraphFacts {
  const nodes: OnnxNode[] = []
  const weights: OnnxWeight[] = []
  for (const part of messages(model, 7)) {
    for (const { field, value } of protobufFields(part)) {
      if (typeof value === 'number') continue
      if (field === 1) nodes.push(readNode(value))
      else if (field === 5) {
        const weight = readWeight(value)
        if (weight) weights.push(weight)
      }
    }
  }
  return { nodes, weights }
}

function readNode(bytes: Uint8Array): OnnxNode {
  const inputs: string[] = []
  let name = ''
  let kind = ''
  for (const { field, value } of protobufFields(bytes)) {
    if (typeof value === 'number') continue
    if (field === 1) inputs.push(text(value))
    else if (field === 3) name = text(value)
    else if (field === 4) kind = text(value)
  }
  return { name, kind, inputs }
}

/** Null for a constant that lies in the graph itself. */
function readWeight(bytes: Uint8Array): OnnxWeight | null {
  const shape: number[] = []
  const place = new Map<string, string>()
  let name = ''
  let type = 0
  for (const { field, value } of protobufFields(bytes)) {
    if (field === 1) shape.push(...(typeof value === 'number' ? [value] : packedVarints(value)))
    else if (typeof value === 'number') type = field === 2 ? value : type
    else if (field === 8) name = text(value)
    else if (field === 13) place.set(...readEntry(value))
  }
  // Left out means from the start of the file.
  return place.has('location') ? { name, shape, type, offset: Number(place.get('offset') ?? 0) } : null
}

function readEntry(bytes: Uint8Array): [string, string] {
  let [key, word] = ['', '']
  for (const { field, value } of protobufFields(bytes)) {
    if (typeof value === 'number') continue
    if (field === 1) key = text(value)
    else if (field === 2) word = text(value)
  }
  return [key, word]
}

function* messages(bytes: Uint8Array, wanted: number): Generator<Uint8Array> {
  for (const { field, value } of protobufFields(bytes)) {
    if (field === wanted && typeof value !== 'number') yield value
  }
}

const DECODER = new TextDecoder()
const text = (bytes: Uint8Array) => DECODER.decode(bytes)
