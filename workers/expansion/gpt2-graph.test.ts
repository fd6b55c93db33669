import { expect, test } from 'vitest'
import type { Feeds, Graph, GraphInput, TensorInput } from '../runtime/runtime.ts'
import { readWithGraph } from './gpt2-graph.ts'

const VOCABULARY = 3
const ids64 = (name: string): GraphInput => ({ name, type: 'int64', dims: [1, null] })
const pastInput = (name: string): GraphInput => ({ name, type: 'float32', dims: [1, 2, null, 4] })

/** A graph that writes down what it is fed; its logits are the number of the token, its keys count its runs. */
function recordingGraph(inputs: readonly GraphInput[], logitsPerToken = VOCABULARY) {
  const fed: Record<string, readonly number[]>[] = []
  const shapes: Record<string, readonly number[]>[] = []
  const run = async (feeds: Feeds, outputs: readonly string[]) => {
    // Nothing here is pinned.
    const given = Object.entries(feeds) as [string, TensorInput][]
    fed.push(Object.fromEntries(given.map(([name, { data }]) => [name, Array.from(data, Number)])))
    shapes.push(Object.fromEntries(given.map(([name, { dims }]) => [name, dims])))
    const all = feeds['attention_mask']?.dims[1] ?? 0
    const fresh = feeds['input_ids']!.dims[1]!
    return outputs.map((output) =>
      output === 'logits'
        ? Float32Array.from({ length: fresh * logitsPerToken }, (_, at) => at)
        : new Float32Array(2 * all * 4).fill(fed.length),
    )
  }
  const graph: Graph = {
    inputs,
    run: async (feeds, output) => (await run(feeds, [output]))[0]!,
    runFor: run,
    release: async () => {},
  }
  return { graph, fed, shapes }
}

test('a graph without keys and values reads the whole text every time and answers for its last token', async () => {
  const { graph, fed } = recordingGraph(['input_ids', 'attention_mask', 'position_ids'].map(ids64))
  const next = readWithGraph(graph)()
  expect([...(await next([5, 6]))]).toEqual([3, 4, 5])
  expect([...(await next([5, 6, 7]))]).toEqual([6, 7, 8])
  expect(fed[1]).toEqual({ input_ids: [5, 6, 7], attention_mask: [1, 1, 1], position_ids: [0, 1, 2] })
})

test('a graph with keys and values reads only what is new, and each text begins anew', async () => {
  const names = ['past_key_values.0.key', 'past_key_values.0.value']
  const inputs = [...['input_ids', 'attention_mask', 'position_ids'].map(ids64), ...names.map(pastInput)]
  const { graph, fed, shapes } = recordingGraph(inputs)
  const begin = readWithGraph(graph)
  const next = begin()
  await next([5, 6])
  await next([5, 6, 7])
  expect(shapes[0]![names[0]!]).toEqual([1, 2, 0, 4])
  expect(fed[1]).toMatchObject({ input_ids: [7], attention_mask: [1, 1, 1], position_ids: [2] })
  expect(shapes[1]![names[1]!]).toEqual([1, 2, 2, 4])
  expect(new Set(fed[1]![names[1]!])).toEqual(new Set([1]))
  await begin()([8])
  expect(fed[2]).toMatchObject({ input_ids: [8], [names[0]!]: [] })
})

test('ids are written in the type that the graph wants', async () => {
  const { graph } = recordingGraph([{ name: 'input_ids', type: 'int32', dims: [1, null] }])
  let data: unknown
  const watched: Graph = {
    ...graph,
    runFor: (feeds, outputs) => {
      data = (feeds['input_ids'] as TensorInput).data
      return graph.runFor(feeds, outputs)
    },
  }
  await readWithGraph(watched)()([5, 6])
  expect(data).toEqual(Int32Array.from([5, 6]))
})

test('a graph that nobody knows how to feed is refused', async () => {
  const unknown = recordingGraph([ids64('input_ids'), ids64('token_type_ids')]).graph
  expect(() => readWithGraph(unknown)).toThrow('token_type_ids')
  const open: GraphInput = { name: 'past_key_values.0.key', type: 'float32', dims: [1, null, null, 4] }
  expect(() => readWithGraph(recordingGraph([ids64('input_ids'), open]).graph)).toThrow('how many heads')
})

test('an answer of another length than the text is an error', async () => {
  const { graph } = recordingGraph([ids64('input_ids')], 1.5)
  await expect(readWithGraph(graph)()([1, 2, 3])).rejects.toMatchObject({ code: 'model_corrupt' })
})
