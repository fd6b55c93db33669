import { expect, test } from 'vitest'
import { mergeInto, type LoraBefore, type ParameterBefore } from './testing/merge-into.ts'
import type { TensorToWrite } from './testing/write-safetensors.ts'

const LINEAR = 'mid_block.attentions.0.proj_in'
const CONV = 'conv_in'

const tensor = (shape: readonly number[], ...values: readonly number[]): TensorToWrite => ({ shape, values })
const zeros = (...shape: readonly number[]): ParameterBefore => ({
  shape,
  values: new Array<number>(shape.reduce((a, b) => a * b)).fill(0),
})

/** The tensors of one module, by what follows its key. */
function of(module: string, parts: Readonly<Record<string, TensorToWrite>>): LoraBefore['tensors'] {
  const key = `lora_unet_${module.replaceAll('.', '_')}`
  return Object.fromEntries(Object.entries(parts).map(([part, value]) => [`${key}${part}`, value]))
}

/** What is added to a weight of zeros. */
async function change(
  shape: readonly number[],
  parts: Readonly<Record<string, TensorToWrite>>,
  weight = 1,
): Promise<number[]> {
  const module = shape.length === 4 ? CONV : LINEAR
  const { valuesOf, reports } = await mergeInto({ [`${module}.weight`]: zeros(...shape) }, [
    { tensors: of(module, parts), weight },
  ])
  expect(reports[0]).toMatchObject({ leftOver: [], skipped: null, changed: 1 })
  return valuesOf(`${module}.weight`)
}

// up = (1 2)ᵀ, down = (3 4 5): up·down = (3 4 5 / 6 8 10).
const UP = tensor([2, 1], 1, 2)
const DOWN = tensor([1, 3], 3, 4, 5)

test('a LoRA adds up·down', async () => {
  expect(await change([2, 3], { '.lora_up.weight': UP, '.lora_down.weight': DOWN })).toEqual([
    3, 4, 5, 6, 8, 10,
  ])
})

test('its weight and alpha ÷ rank scale it', async () => {
  const parts = {
    '.lora_up.weight': tensor([2, 2], 1, 0, 0, 1),
    '.lora_down.weight': tensor([2, 2], 1, 2, 3, 4),
    '.alpha': tensor([], 1),
  }
  expect(await change([2, 2], parts, -0.5)).toEqual([-0.25, -0.5, -0.75, -1])
})

test.each([
  ['_lora.up.weight', '_lora.down.weight'],
  ['.lora.up.weight', '.lora.down.weight'],
  ['.lora_linear_layer.up.weight', '.lora_linear_layer.down.weight'],
  ['.lora_B.weight', '.lora_A.weight'],
  ['.lora_B.default.weight', '.lora_A.default.weight'],
])('its tensors may be called %s and %s', async (up, down) => {
  expect(await change([2, 3], { [up]: UP, [down]: DOWN })).toEqual([3, 4, 5, 6, 8, 10])
})

test('a 1 × 1 convolution may be changed by a matrix, and a matrix by a 1 × 1 convolution', async () => {
  expect(await change([2, 3, 1, 1], { '.lora_up.weight': UP, '.lora_down.weight': DOWN })).toEqual([
    3, 4, 5, 6, 8, 10,
  ])
  const parts = {
    '.lora_up.weight': tensor([2, 1, 1, 1], 1, 2),
    '.lora_down.weight': tensor([1, 3, 1, 1], 3, 4, 5),
  }
  expect(await change([2, 3], parts)).toEqual([3, 4, 5, 6, 8, 10])
})

test('LoCon: the kernel is in down', async () => {
  const parts = {
    '.lora_up.weight': tensor([2, 1, 1, 1], 1, 10),
    '.lora_down.weight': tensor([1, 1, 2, 2], 1, 2, 3, 4),
  }
  expect(await change([2, 1, 2, 2], parts)).toEqual([1, 2, 3, 4, 10, 20, 30, 40])
})

test('LoCon with a middle: the kernel is between two 1 × 1 convolutions', async () => {
  const parts = {
    // [out 1, p 2], [p 2, q 2, 1, 2], [q 2, in 2]
    '.lora_up.weight': tensor([1, 2, 1, 1], 1, 2),
    '.lora_mid.weight': tensor([2, 2, 1, 2], 1, 2, 3, 4, 5, 6, 7, 8),
    '.lora_down.weight': tensor([2, 2, 1, 1], 1, 0, 1, 1),
    '.alpha': tensor([1], 4),
  }
  // up·mid: q 0 → (1+10, 2+12) = (11, 14); q 1 → (3+14, 4+16) = (17, 20).
  // ·down: channel 0 = q0 + q1 = (28, 34); channel 1 = q1 = (17, 20). Then alpha ÷ rank = 2.
  expect(await change([1, 2, 1, 2], parts)).toEqual([56, 68, 34, 40])
})

test('LoHa multiplies two products number by number', async () => {
  const parts = {
    '.hada_w1_a': tensor([2, 1], 1, 2),
    '.hada_w1_b': tensor([1, 2], 3, 4),
    '.hada_w2_a': tensor([2, 1], 5, 6),
    '.hada_w2_b': tensor([1, 2], 7, 8),
    '.alpha': tensor([], 0.5),
  }
  // (3 4 / 6 8) ∘ (35 40 / 42 48), alpha ÷ rank = 0.5
  expect(await change([2, 2], parts)).toEqual([52.5, 80, 126, 192])
})

test('LoHa with cores', async () => {
  const parts = {
    // [i 1, out 2], [j 1, in 1], [i 1, j 1, 1, 2]
    '.hada_w1_a': tensor([1, 2], 1, 2),
    '.hada_w1_b': tensor([1, 1], 3),
    '.hada_t1': tensor([1, 1, 1, 2], 1, 10),
    '.hada_w2_a': tensor([1, 2], 1, 1),
    '.hada_w2_b': tensor([1, 1], 2),
    '.hada_t2': tensor([1, 1, 1, 2], 1, 1),
  }
  // (3 30 / 6 60) ∘ (2 2 / 2 2)
  expect(await change([2, 1, 1, 2], parts)).toEqual([6, 60, 12, 120])
})

test('LoKr of two whole factors has no use for alpha', async () => {
  const parts = {
    '.lokr_w1': tensor([1, 2], 1, 10),
    '.lokr_w2': tensor([2, 1], 2, 3),
    '.alpha': tensor([], 99),
  }
  expect(await change([2, 2], parts)).toEqual([2, 20, 3, 30])
})

test('LoKr with a second factor of low rank is scaled by it', async () => {
  const parts = {
    '.lokr_w1_a': tensor([1, 3], 1, 1, 1),
    '.lokr_w1_b': tensor([3, 1], 1, 1, 1),
    '.lokr_w2_a': tensor([2, 1], 1, 2),
    '.lokr_w2_b': tensor([1, 2], 3, 4),
    '.alpha': tensor([], 2),
  }
  // 3 · (3 4 / 6 8) · 2 ÷ 1
  expect(await change([2, 2], parts)).toEqual([18, 24, 36, 48])
})

test('LoKr with a first factor of low rank is scaled by that', async () => {
  const parts = {
    '.lokr_w1_a': tensor([1, 2], 1, 1),
    '.lokr_w1_b': tensor([2, 2], 1, 2, 3, 4),
    '.lokr_w2': tensor([1, 1], 1),
    '.alpha': tensor([], 1),
  }
  // (4 6) · 1 ÷ 2
  expect(await change([1, 2], parts)).toEqual([2, 3])
})

test('LoKr with a kernel keeps its last two sides', async () => {
  const parts = { '.lokr_w1': tensor([2, 1], 1, 10), '.lokr_w2': tensor([1, 2, 1, 2], 1, 2, 3, 4) }
  expect(await change([2, 2, 1, 2], parts)).toEqual([1, 2, 3, 4, 10, 20, 30, 40])
})

test('LoKr with a core', async () => {
  const parts = {
    '.lokr_w1': tensor([1, 1], 2),
    '.lokr_w2_a': tensor([1, 2], 1, 3),
    '.lokr_w2_b': tensor([1, 1], 1),
    '.lokr_t2': tensor([1, 1, 1, 2], 5, 7),
  }
  expect(await change([2, 1, 1, 2], parts)).toEqual([10, 14, 30, 42])
})

test('GLoRA adds a product, and another one of the weight as it is', async () => {
  const parts = {
    '.a1.weight': tensor([1, 2], 1, 2),
    '.a2.weight': tensor([2, 1], 1, 1),
    '.b1.weight': tensor([1, 2], 10, 20),
    '.b2.weight': tensor([2, 1], 1, 2),
    '.alpha': tensor([], 0.5),
  }
  const before = { [`${LINEAR}.weight`]: { shape: [2, 2], values: [1, 2, 3, 4] } }
  // W·a2 = (3 7)ᵀ, ·a1 = (3 6 / 7 14); b2·b1 = (10 20 / 20 40); sum (13 26 / 27 54), halved.
  const { valuesOf } = await mergeInto(before, [{ tensors: of(LINEAR, parts) }])
  expect(valuesOf(`${LINEAR}.weight`)).toEqual([7.5, 15, 16.5, 31])
})

test('GLoRA sees what the LoRAs before it have done', async () => {
  const glora = of(LINEAR, {
    '.a1.weight': tensor([1, 1], 1),
    '.a2.weight': tensor([1, 1], 1),
    '.b1.weight': tensor([1, 1], 0),
    '.b2.weight': tensor([1, 1], 0),
  })
  const plus = of(LINEAR, { '.diff': tensor([1, 1], 10) })
  const before = { [`${LINEAR}.weight`]: { shape: [1, 1], values: [1] } }
  const merge = async (...files: readonly LoraBefore['tensors'][]) =>
    (
      await mergeInto(
        before,
        files.map((tensors) => ({ tensors })),
      )
    ).valuesOf(`${LINEAR}.weight`)
  expect(await merge(glora, plus)).toEqual([12])
  expect(await merge(plus, glora)).toEqual([22])
})

test('whole differences and those of norms go to weights and biases', async () => {
  const before = {
    'conv_norm_out.weight': zeros(2),
    'conv_norm_out.bias': zeros(2),
    'conv_in.weight': zeros(1, 1, 1, 2),
    'conv_in.bias': zeros(1),
  }
  const tensors = {
    ...of('conv_norm_out', { '.w_norm': tensor([2], 1, 2), '.b_norm': tensor([2], 3, 4) }),
    ...of('conv_in', { '.diff': tensor([1, 1, 1, 2], 5, 6), '.diff_b': tensor([1], 7) }),
  }
  const { valuesOf, reports } = await mergeInto(before, [{ tensors, weight: 0.5 }])
  expect(Object.keys(before).map(valuesOf)).toEqual([[0.5, 1], [1.5, 2], [2.5, 3], [3.5]])
  expect(reports[0]).toMatchObject({ changed: 4, leftOver: [] })
})

test("PEFT's alpha comes from the file's notes, with one of its own for a module that has it", async () => {
  const before = { [`${LINEAR}.weight`]: zeros(1, 1), 'conv_out.weight': zeros(1, 1) }
  const tensors = Object.fromEntries(
    [LINEAR, 'conv_out'].flatMap((module) => [
      [`unet.${module}.lora_A.weight`, tensor([2, 1], 1, 1)],
      [`unet.${module}.lora_B.weight`, tensor([1, 2], 1, 1)],
    ]),
  )
  const merge = async (config?: object) => {
    const metadata = config && { lora_adapter_metadata: JSON.stringify(config) }
    const { valuesOf } = await mergeInto(before, [{ tensors, ...(metadata && { metadata }) }])
    return Object.keys(before).flatMap(valuesOf)
  }
  expect(await merge()).toEqual([2, 2])
  expect(await merge({ 'unet.lora_alpha': 4, 'unet.alpha_pattern': { conv_out: 1 } })).toEqual([4, 1])
  expect((await merge({ 'unet.lora_alpha': 1, 'unet.use_rslora': true }))[0]).toBeCloseTo(Math.SQRT2, 6)
})
