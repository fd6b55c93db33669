import { describe, expect, test } from 'vitest'
import type { Feeds, FloatType, Graph, GraphInput, Runtime, TensorInput } from '../runtime/runtime.ts'
import { topologyModel } from '../testing/topologies/topology-models.ts'
import { createClipTokenizer } from '../tokenizer/clip-tokenizer.ts'
import { createOnnxModel } from './onnx-model.ts'

const { spec } = topologyModel('sd-1.5')
const between = async () => {}
const shape = { channels: 4, height: 1, width: 1 }
const latent = Float32Array.of(1, 2, 3, 4)

const specials = { bos: 'B', eos: 'E', pad: 'E' }
const vocab = { a: 0, 'a</w>': 1, B: 2, E: 3 }

/** Networks that only count and remember what they were given. */
function createModel(
  unetInputs: Readonly<Record<string, Omit<GraphInput, 'name'>>>,
  idRows: number | null = null,
) {
  const calls: Feeds[] = []
  const pins: { readonly tensor: TensorInput; readonly type: FloatType | undefined }[] = []
  const listed = (inputs: typeof unetInputs) =>
    Object.entries(inputs).map(([name, one]) => ({ name, ...one }))
  const idBatches: number[] = []
  const textEncoder: Graph = {
    inputs: [{ name: 'input_ids', type: 'int32', dims: [idRows, 77] }],
    run: () => Promise.reject(new Error('not asked for one output')),
    runFor: async ({ input_ids: ids }) => {
      const rows = ids!.dims[0]!
      idBatches.push(rows)
      return [Float32Array.from({ length: rows * 77 }, (_, i) => i)]
    },
    release: async () => {},
  }
  const unet: Graph = {
    inputs: listed(unetInputs),
    run: async (feeds) => {
      calls.push(feeds)
      const sample = feeds['sample'] as TensorInput
      return Float32Array.from(sample.data as Float32Array, (value, i) => value + 10 * Math.floor(i / 4))
    },
    runFor: () => Promise.reject(new Error('not asked for several outputs')),
    release: async () => {},
  }
  const runtime = {
    pin: (tensor: TensorInput, type?: FloatType) => {
      pins.push({ tensor, type })
      return { pinned: true, dims: tensor.dims, dispose: () => {} }
    },
  } as unknown as Runtime
  const model = createOnnxModel({
    runtime,
    spec,
    tokenizers: [createClipTokenizer({ vocab, merges: '', specials })],
    tables: [null],
    openEmbedding: () => Promise.reject(new Error('no prompt names one')),
    graph: (role) => (role === 'unet' ? unet : textEncoder),
  })
  const ask = async (texts: readonly string[], timestep = 500) => {
    const on = await Promise.all(
      texts.map((text) => model.conditionOn({ texts: [text], clipSkip: 1 }, between)),
    )
    return model.predict(latent, shape, timestep, on)
  }
  return { model, ask, calls, pins, idBatches }
}

const free = {
  sample: { type: 'float32', dims: [null, 4, null, null] },
  timestep: { type: 'float32', dims: [1] },
  encoder_hidden_states: { type: 'float32', dims: [null, null, 1] },
} as const satisfies Parameters<typeof createModel>[0]

const rows = (feeds: Feeds) => feeds['sample']!.dims[0]

describe('a network of free sizes', () => {
  test('answers both sides in one call', async () => {
    const { ask, calls, pins } = createModel(free)
    expect((await ask(['a', ''])).map((row) => [...row])).toEqual([
      [1, 2, 3, 4],
      [11, 12, 13, 14],
    ])
    expect(calls.map(rows)).toEqual([2])
    expect(pins.map(({ type }) => type)).toEqual(['float32'])
  })

  test('gets the context in halves where it wants halves', async () => {
    const { ask, pins } = createModel({
      ...free,
      encoder_hidden_states: { type: 'float16', dims: [null, null, 1] },
    })
    await ask([''])
    expect(pins.map(({ type }) => type)).toEqual(['float16'])
  })

  test('runs all chunks of a text and an empty one together when a word is weighted', async () => {
    const { ask, idBatches } = createModel(free)
    await ask([`${'a '.repeat(100)} (a:1.5)`])
    expect(idBatches).toEqual([3])
  })
})

describe('a network of fixed sizes', () => {
  const fixed = (count: number) => ({ ...free, sample: { type: 'float32', dims: [count, 4, 1, 1] } }) as const

  test('of one row is called once for each side', async () => {
    const { ask, calls } = createModel(fixed(1))
    expect((await ask(['a', ''])).map((row) => [...row])).toEqual([[...latent], [...latent]])
    expect(calls.map(rows)).toEqual([1, 1])
  })

  test('of two rows gets a single side twice, and answers once', async () => {
    const { ask, calls, pins } = createModel(fixed(2))
    expect(await ask(['a'])).toEqual([latent])
    expect(calls.map(rows)).toEqual([2])
    expect(pins[0]!.tensor.dims).toEqual([2, 77, 1])
  })

  test('takes a text of its own length and says no to a longer one', async () => {
    const inputs = { ...free, encoder_hidden_states: { type: 'float32', dims: [null, 77, 1] } } as const
    const { ask } = createModel(inputs)
    await ask(['a'])
    await expect(ask(['a '.repeat(100)])).rejects.toMatchObject({ code: 'unsupported_feature' })
  })

  test('a text encoder of one row reads its rows one by one', async () => {
    const { ask, idBatches } = createModel(free, 1)
    await ask(['(a:1.5)'])
    expect(idBatches).toEqual([1, 1])
  })
})

test.each<[Omit<GraphInput, 'name'>, TensorInput]>([
  [
    { type: 'float32', dims: [1] },
    { dims: [1], data: Float32Array.of(500) },
  ],
  [
    { type: 'float32', dims: [] },
    { dims: [], data: Float32Array.of(500) },
  ],
  [
    { type: 'int64', dims: [null] },
    { dims: [1], data: BigInt64Array.of(500n) },
  ],
  [
    { type: 'int32', dims: [2] },
    { dims: [2], data: Int32Array.of(500, 500) },
  ],
])('a timestep goes in as the graph wants it: %j', async (timestep, fed) => {
  const { ask, calls } = createModel({ ...free, timestep })
  await ask(['a', ''], 500)
  expect(calls[0]!['timestep']).toEqual(fed)
})

test('a network with an input for the guidance scale says that it knows it', () => {
  expect(createModel(free).model.knowsGuidance).toBe(false)
  const inputs = { ...free, timestep_cond: { type: 'float32', dims: [null, 8] } } as const
  expect(createModel(inputs).model.knowsGuidance).toBe(true)
})

test('a network that takes whole timesteps is not told a fraction, which EDM would', async () => {
  const fractional = createModel(free)
  await fractional.ask(['a'], -0.25)
  expect((fractional.calls[0]!['timestep'] as TensorInput).data).toEqual(Float32Array.of(-0.25))
  const whole = createModel({ ...free, timestep: { type: 'int64', dims: [1] } })
  await whole.ask(['a'], 7)
  await expect(whole.ask(['a'], -0.25)).rejects.toMatchObject({
    code: 'unsupported_feature',
    detail: { field: 'scheduler_name' },
  })
  expect(whole.calls).toHaveLength(1)
})

test('the weights of FreeU go to its input, in their order, and only in the calls that have them', async () => {
  const { model, calls, ask } = createModel({ ...free, freeu: { type: 'float32', dims: [4] } })
  const on = [await model.conditionOn({ texts: ['a'], clipSkip: 1 }, between)]
  await model.withFreeU({ b1: 1.5, b2: 1.25, s1: 0.5, s2: 0.75 })(latent, shape, 500, on)
  await ask(['a'])
  const told = calls.map(({ freeu }) => [...((freeu as TensorInput).data as Float32Array)])
  expect(told).toEqual([
    [1.5, 1.25, 0.5, 0.75],
    [1, 1, 1, 1],
  ])
})
