import { describe, expect, it } from 'vitest'
import { loraFacts } from './lora-facts.ts'
import { parseSafetensors } from './parse-safetensors.ts'
import { writeSafetensors } from './testing/write-safetensors.ts'

const zeros = (...shape: number[]) => ({
  shape,
  values: Array<number>(shape.reduce((a, b) => a * b)).fill(0),
})

/** One module of a kohya file. */
const kohya = (key: string, input: number) => ({
  [`${key}.lora_down.weight`]: zeros(1, input),
  [`${key}.lora_up.weight`]: zeros(2, 1),
  [`${key}.alpha`]: zeros(1),
})

const facts = async (
  tensors: Parameters<typeof writeSafetensors>[0],
  metadata?: Readonly<Record<string, string>>,
) => loraFacts(await parseSafetensors(writeSafetensors(tensors, metadata), 'a'))

const KEY = 'lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k'

it('counts modules, not tensors', async () => {
  expect((await facts({ ...kohya('lora_unet_a', 4), ...kohya('lora_unet_b', 4) })).modules).toBe(2)
})

it('finds no module in a file that is no LoRA', async () => {
  expect((await facts({ 'model.embed.weight': zeros(2, 2) })).modules).toBe(0)
})

describe('what it was made for', () => {
  it.each([
    ['SD 1.5', 768],
    ['SD 2.x', 1024],
    ['SDXL', 2048],
    [null, 64],
  ])('is %s by the width of its texts', async (base, width) => {
    expect((await facts(kohya(KEY, width))).base).toBe(base)
  })

  it('is SDXL with a second text encoder', async () => {
    expect((await facts(kohya('lora_te2_text_model_encoder_layers_0_mlp_fc1', 4))).base).toBe('SDXL')
  })

  it('is what a dotted name shows as well', async () => {
    const key = 'unet.mid_block.attentions.0.transformer_blocks.0.attn2.to_v'
    const peft = { [`${key}.lora_A.weight`]: zeros(1, 768), [`${key}.lora_B.weight`]: zeros(2, 1) }
    expect((await facts(peft)).base).toBe('SD 1.5')
  })

  it.each([
    ['ss_base_model_version', 'sdxl_base_v1-0', 'SDXL'],
    ['ss_base_model_version', 'sd_v1', 'SD 1.5'],
    ['modelspec.architecture', 'stable-diffusion-v2-768-v/lora', 'SD 2.x'],
    ['modelspec.architecture', 'flux-1-dev/lora', 'Flux'],
  ])('is what the note %s says: %s', async (key, note, base) => {
    expect((await facts(kohya('lora_unet_a', 4), { [key]: note })).base).toBe(base)
  })
})

describe('trigger words', () => {
  it('are the phrase, the names of the sets of pictures, and the frequent captions, each once', async () => {
    const { triggerWords } = await facts(kohya('lora_unet_a', 4), {
      'modelspec.trigger_phrase': 'ohwx style',
      ss_dataset_dirs: JSON.stringify({ '10_ohwx cat': { n_repeats: 10, img_count: 3 } }),
      ss_tag_frequency: JSON.stringify({
        '10_ohwx cat': { 'ohwx cat': 3, garden: 1, ' tree': 2 },
        other: { garden: 4 },
      }),
    })
    expect(triggerWords).toEqual(['ohwx style', 'ohwx cat', 'garden', 'tree'])
  })

  it.each(['{', '[1]', '"text"', 'null', '{"a":null,"b":[1],"c":{"d":"e"}}'])(
    'are none where the note is %s',
    async (note) => {
      const { triggerWords } = await facts(kohya('lora_unet_a', 4), { ss_tag_frequency: note })
      expect(triggerWords).toEqual([])
    },
  )

  it('are a dozen at most, none of them longer than a line', async () => {
    const tags = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`tag ${n}`, n]))
    const note = JSON.stringify({ set: { ...tags, ['x'.repeat(200)]: 5000 } })
    const { triggerWords } = await facts(kohya('lora_unet_a', 4), { ss_tag_frequency: note })
    expect(triggerWords).toHaveLength(12)
    expect(triggerWords[0]).toBe('tag 999')
  })
})
