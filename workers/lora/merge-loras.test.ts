import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Cancelled } from '../../contract/errors.ts'
import { textEncoderLoraKeys, unetLoraKeys } from './lora-keys.ts'
import { mergeWeights, planMerges } from './merge-loras.ts'
import { fromFloat16, toFloat16 } from './numbers.ts'
import { parseSafetensors } from './parse-safetensors.ts'
import { parseTensorIndex } from './tensor-index.ts'
import { mergeInto } from './testing/merge-into.ts'
import { writeSafetensors } from './testing/write-safetensors.ts'

const rounded = (values: readonly number[]) => [...fromFloat16(toFloat16(Float32Array.from(values)))]

/** Numbers of usual size. */
const numbers = (count: number) =>
  fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: count, maxLength: count })

const WEIGHT = 'conv_in.weight'
const half = (values: readonly number[]) => ({
  [WEIGHT]: { shape: [2, 3], values, dtype: 'float16' as const },
})
const lora = (up: readonly number[], down: readonly number[]) => ({
  'lora_unet_conv_in.lora_up.weight': { shape: [2, 2], values: up },
  'lora_unet_conv_in.lora_down.weight': { shape: [2, 3], values: down },
})

describe('merging', () => {
  test('rounds once, at the end', async () => {
    // 2048 + 1 + 1: with a rounding after each LoRA both ones would be lost, because halves near 2048 are 2 apart.
    const before = half([2048, 0, 0, 0, 0, 0])
    const one = { tensors: { 'lora_unet_conv_in.diff': { shape: [2, 3], values: [1, 0, 0, 0, 0, 0] } } }
    expect((await mergeInto(before, [one])).valuesOf(WEIGHT)[0]).toBe(2048)
    expect((await mergeInto(before, [one, one])).valuesOf(WEIGHT)[0]).toBe(2050)
  })

  test('with w and then −w gives back the weights', async () => {
    const strength = fc.float({ min: -2, max: 2, noNaN: true })
    await fc.assert(
      fc.asyncProperty(numbers(6), numbers(4), numbers(6), strength, async (values, up, down, weight) => {
        const tensors = lora(up, down)
        const { valuesOf } = await mergeInto(half(values), [
          { tensors, weight },
          { tensors, weight: -weight },
        ])
        const before = rounded(values)
        valuesOf(WEIGHT).forEach((value, i) =>
          expect(Math.abs(value - before[i]!)).toBeLessThanOrEqual(2 ** -9),
        )
      }),
      { numRuns: 50 },
    )
  })

  test('in another order differs by rounding at most, unless a kind looks at the weight', async () => {
    await fc.assert(
      fc.asyncProperty(numbers(6), numbers(4), numbers(6), numbers(6), async (values, up, down, other) => {
        const one = { tensors: lora(up, down), weight: 0.75 }
        const two = { tensors: { 'lora_unet_conv_in.diff': { shape: [2, 3], values: other } } }
        const there = (await mergeInto(half(values), [one, two])).valuesOf(WEIGHT)
        const back = (await mergeInto(half(values), [two, one])).valuesOf(WEIGHT)
        there.forEach((value, i) => expect(Math.abs(value - back[i]!)).toBeLessThanOrEqual(2 ** -4))
      }),
      { numRuns: 50 },
    )
  })

  test('with weight 0 leaves every byte as it is, and says nothing', async () => {
    await fc.assert(
      fc.asyncProperty(numbers(6), numbers(4), numbers(6), async (values, up, down) => {
        const { before, after, reports, id } = await mergeInto(half(values), [
          { tensors: lora(up, down), weight: 0 },
        ])
        expect(after).toEqual(before)
        expect(reports).toEqual([])
        expect(id).toBe('[]')
      }),
      { numRuns: 20 },
    )
  })

  test('changes no byte of another parameter or between them', async () => {
    const parameters = {
      'conv_out.weight': { shape: [3], values: [0.1, NaN, -0] },
      ...half([1, 2, 3, 4, 5, 6]),
      'conv_norm_out.weight': { shape: [2], values: [1, 1], dtype: 'float16' as const },
    }
    const { before, after } = await mergeInto(parameters, [
      { tensors: lora([1, 1, 1, 1], [1, 1, 1, 1, 1, 1]) },
    ])
    expect(after).toHaveLength(before.length)
    const changed = [...after.keys()].filter((at) => after[at] !== before[at])
    // 4 + 12 bytes and 4 more stand before the parameter's own 12.
    expect(changed.length).toBeGreaterThan(0)
    expect(changed.every((at) => at >= 20 && at < 32)).toBe(true)
  })

  test('goes over the largest half to infinity', async () => {
    const tensors = { 'lora_unet_conv_in.diff': { shape: [2, 3], values: [65504, 1, 0, 0, 0, 0] } }
    const { valuesOf } = await mergeInto(half([65504, 1, 0, 0, 0, 0]), [{ tensors }])
    expect(valuesOf(WEIGHT)).toEqual([Infinity, 2, 0, 0, 0, 0])
  })
})

describe('a file with tensors that fit nowhere', () => {
  const strange = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`strange_${i}.lora_up.weight`, { shape: [1], values: [1] }]),
    )
  const good = { 'lora_unet_conv_in.diff': { shape: [2, 3], values: [1, 1, 1, 1, 1, 1] } }

  test('is used when there are 12 of them, which are told', async () => {
    const { reports, valuesOf } = await mergeInto(half([0, 0, 0, 0, 0, 0]), [
      { tensors: { ...good, ...strange(12) } },
    ])
    expect(valuesOf(WEIGHT)).toEqual([1, 1, 1, 1, 1, 1])
    expect(reports).toEqual([
      { file: '0.safetensors', changed: 1, skipped: null, leftOver: Object.keys(strange(12)) },
    ])
  })

  test('is left out when there are 13, and the next file is not', async () => {
    const { reports, valuesOf, id } = await mergeInto(half([0, 0, 0, 0, 0, 0]), [
      { tensors: { ...good, ...strange(13) } },
      { tensors: good, weight: 2 },
    ])
    expect(valuesOf(WEIGHT)).toEqual([2, 2, 2, 2, 2, 2])
    expect(reports).toMatchObject([
      { changed: 0, skipped: 'other_model' },
      { changed: 1, skipped: null, leftOver: [] },
    ])
    expect(id).toBe('[["1.safetensors",2]]')
  })

  test.each([
    ['a part is missing', { 'lora_unet_conv_in.lora_up.weight': { shape: [2, 1], values: [1, 1] } }],
    ['the shape is another', { 'lora_unet_conv_in.diff': { shape: [3, 2], values: [1, 1, 1, 1, 1, 1] } }],
    [
      'the ranks differ',
      {
        ...lora([1, 1, 1, 1], [1, 1, 1, 1, 1, 1]),
        'lora_unet_conv_in.lora_down.weight': { shape: [1, 3], values: [1, 1, 1] },
      },
    ],
    ['the parameter is not there', { 'lora_unet_conv_in.diff_b': { shape: [2], values: [1, 1] } }],
    ['the kind is unknown', { 'lora_unet_conv_in.oft_blocks': { shape: [2], values: [1, 1] } }],
  ])('tells those of which %s, and changes nothing', async (_, tensors) => {
    const { before, after, reports } = await mergeInto(half([1, 2, 3, 4, 5, 6]), [{ tensors }])
    expect(after).toEqual(before)
    expect(reports).toMatchObject([{ changed: 0, skipped: null, leftOver: Object.keys(tensors) }])
  })

  test.each(['lora_unet_conv_in.dora_scale', 'unet.conv_in.lora_magnitude_vector'])(
    'is left out for %s, since a DoRA is more than what it adds',
    async (name) => {
      const tensors = { ...good, [name]: { shape: [2], values: [1, 1] } }
      const { before, after, reports } = await mergeInto(half([1, 2, 3, 4, 5, 6]), [{ tensors }])
      expect(after).toEqual(before)
      expect(reports).toMatchObject([{ changed: 0, skipped: 'dora' }])
    },
  )
})

describe('two networks', () => {
  const QUERY = 'text_model.encoder.layers.0.self_attn.q_proj.weight'
  const indexOf = (name: string) =>
    parseTensorIndex(
      JSON.stringify({
        format: 'fooocus-tab-tensors/1',
        tensors: { [name]: { offset: 0, dtype: 'float32', shape: [1, 1] } },
      }),
      4,
    )
  const targets = [
    { keys: unetLoraKeys([WEIGHT]), tensors: indexOf(WEIGHT) },
    { keys: textEncoderLoraKeys([QUERY]), tensors: indexOf(QUERY) },
  ]
  const one = { shape: [1, 1], values: [1] }
  const open = async (file: string, names: readonly string[], weight = 1) => {
    const tensors = writeSafetensors(Object.fromEntries(names.map((name) => [name, one])))
    return { file, weight, tensors: await parseSafetensors(tensors, file) }
  }
  const TEXT = 'lora_te_text_model_encoder_layers_0_self_attn_q_proj.diff'

  test('are changed by the files that know them, and by no others', async () => {
    const both = await open('both', ['lora_unet_conv_in.diff', TEXT])
    const unet = await open('unet', ['lora_unet_conv_in.diff'], 0.5)
    const { merges, reports } = planMerges([both, unet], targets)
    expect(merges.map((merge) => merge.id)).toEqual(['[["both",1],["unet",0.5]]', '[["both",1]]'])
    expect(reports.map((report) => report.changed)).toEqual([2, 1])
  })

  test('a stop ends the merging', async () => {
    const { merges } = planMerges([await open('unet', ['lora_unet_conv_in.diff'])], targets)
    const stopped = mergeWeights(
      new Blob([new Uint8Array(4)]),
      targets[0]!.tensors,
      merges[0]!,
      AbortSignal.abort(),
    )
    await expect(stopped).rejects.toBeInstanceOf(Cancelled)
  })
})
