/**
 * Writes workers/runtime/self-test-graph.ts: a tiny ONNX graph with one convolution, one attention made of plain
 * operators and one fused attention, all of its numbers handed in as inputs. Run again only to change the graph.
 */
import { writeFileSync } from 'node:fs'

type Bytes = number[]
const varint = (value: number): Bytes =>
  value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))]
const field = (number: number, wire: number, body: Bytes): Bytes => [...varint((number << 3) | wire), ...body]
const int = (number: number, value: number) => field(number, 0, varint(value))
const message = (number: number, ...parts: Bytes[]) => {
  const body = parts.flat()
  return field(number, 2, [...varint(body.length), ...body])
}
const text = (number: number, value: string) => message(number, [...new TextEncoder().encode(value)])
const float = (number: number, value: number) =>
  field(number, 5, [...new Uint8Array(new Float32Array([value]).buffer)])

// Field numbers are ONNX's: AttributeProto name 1, f 2, i 3, ints 8, type 20; NodeProto input 1, output 2, op_type 4 …
const attribute = {
  ints: (name: string, values: number[]) =>
    message(5, text(1, name), ...values.map((value) => int(8, value)), int(20, 7)),
  int: (name: string, value: number) => message(5, text(1, name), int(3, value), int(20, 2)),
  float: (name: string, value: number) => message(5, text(1, name), float(2, value), int(20, 1)),
}
interface Node {
  readonly op: string
  readonly inputs: readonly string[]
  readonly output: string
  readonly attributes?: readonly Bytes[]
  readonly domain?: string
}
const node = ({ op, inputs, output, attributes = [], domain = '' }: Node) =>
  message(
    1,
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(3, output),
    text(4, op),
    ...attributes,
    ...(domain ? [text(7, domain)] : []),
  )
const value = (number: number, name: string, dims: number[]) =>
  message(
    number,
    text(1, name),
    message(2, message(1, int(1, 1), message(2, ...dims.map((dim) => message(1, int(1, dim)))))),
  )

const graph = message(
  7,
  node({
    op: 'Conv',
    inputs: ['image', 'kernel'],
    output: 'convolved',
    attributes: [attribute.ints('kernel_shape', [3, 3]), attribute.ints('pads', [1, 1, 1, 1])],
  }),
  node({ op: 'MatMul', inputs: ['query', 'keyTransposed'], output: 'scores' }),
  node({ op: 'Softmax', inputs: ['scores'], output: 'weights', attributes: [attribute.int('axis', 3)] }),
  node({ op: 'MatMul', inputs: ['weights', 'value'], output: 'attended' }),
  node({
    op: 'MultiHeadAttention',
    inputs: ['flatQuery', 'flatKey', 'flatValue'],
    output: 'fused',
    attributes: [attribute.int('num_heads', 2), attribute.float('scale', 1)],
    domain: 'com.microsoft',
  }),
  text(2, 'self-test'),
  value(11, 'image', [1, 16, 16, 16]),
  value(11, 'kernel', [16, 16, 3, 3]),
  value(11, 'query', [1, 2, 64, 32]),
  value(11, 'keyTransposed', [1, 2, 32, 64]),
  value(11, 'value', [1, 2, 64, 32]),
  value(11, 'flatQuery', [1, 64, 64]),
  value(11, 'flatKey', [1, 64, 64]),
  value(11, 'flatValue', [1, 64, 64]),
  value(12, 'convolved', [1, 16, 16, 16]),
  value(12, 'attended', [1, 2, 64, 32]),
  value(12, 'fused', [1, 64, 64]),
)
const model = [
  ...int(1, 8),
  ...graph,
  ...message(8, text(1, ''), int(2, 17)),
  ...message(8, text(1, 'com.microsoft'), int(2, 1)),
]
const base64 = Buffer.from(model).toString('base64')
const lines = base64.match(/.{1,96}/gu) ?? []
writeFileSync(
  'workers/runtime/self-test-graph.ts',
  `/** An ONNX graph of a convolution and two attentions, written by scripts/make-self-test-graph.ts. Base64. */\n` +
    `export const SELF_TEST_GRAPH =\n${lines.map((line) => `  '${line}'`).join(' +\n')}\n`,
)
