import { describe, expect, it } from 'vitest'
import { textEncoderLoraKeys, unetLoraKeys } from './lora-keys.ts'
import { unetModules } from './testing/unet-modules.ts'

const weights = (modules: readonly string[]) => modules.map((module) => `${module}.weight`)
const sdxl = unetLoraKeys(weights(unetModules({ attentions: [0, 2, 10], middle: 10 })))
const sd15 = unetLoraKeys(weights(unetModules({ attentions: [1, 1, 1, 0], middle: 1 })))

describe('LDM names', () => {
  it.each([
    ['input_blocks_0_0', 'conv_in'],
    ['input_blocks_1_0_in_layers_0', 'down_blocks.0.resnets.0.norm1'],
    ['input_blocks_2_0_out_layers_3', 'down_blocks.0.resnets.1.conv2'],
    ['input_blocks_3_0_op', 'down_blocks.0.downsamplers.0.conv'],
    ['input_blocks_4_0_skip_connection', 'down_blocks.1.resnets.0.conv_shortcut'],
    [
      'input_blocks_4_1_transformer_blocks_0_attn1_to_q',
      'down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q',
    ],
    ['input_blocks_5_1_proj_out', 'down_blocks.1.attentions.1.proj_out'],
    ['input_blocks_6_0_op', 'down_blocks.1.downsamplers.0.conv'],
    [
      'input_blocks_8_1_transformer_blocks_9_ff_net_0_proj',
      'down_blocks.2.attentions.1.transformer_blocks.9.ff.net.0.proj',
    ],
    ['middle_block_0_emb_layers_1', 'mid_block.resnets.0.time_emb_proj'],
    ['middle_block_1_proj_in', 'mid_block.attentions.0.proj_in'],
    ['middle_block_2_in_layers_2', 'mid_block.resnets.1.conv1'],
    ['output_blocks_0_0_out_layers_0', 'up_blocks.0.resnets.0.norm2'],
    [
      'output_blocks_2_1_transformer_blocks_0_attn2_to_out_0',
      'up_blocks.0.attentions.2.transformer_blocks.0.attn2.to_out.0',
    ],
    ['output_blocks_2_2_conv', 'up_blocks.0.upsamplers.0.conv'],
    ['output_blocks_5_2_conv', 'up_blocks.1.upsamplers.0.conv'],
    ['output_blocks_8_0_in_layers_2', 'up_blocks.2.resnets.2.conv1'],
    ['time_embed_0', 'time_embedding.linear_1'],
    ['label_emb_0_2', 'add_embedding.linear_2'],
    ['out_0', 'conv_norm_out'],
    ['out_2', 'conv_out'],
  ])('of SDXL: %s', (key, module) => {
    expect(sdxl.get(`lora_unet_${key}`)).toBe(module)
    expect(sdxl.get(`lora_unet_${module.replaceAll('.', '_')}`)).toBe(module)
  })

  it.each([
    ['input_blocks_1_1_proj_in', 'down_blocks.0.attentions.0.proj_in'],
    ['input_blocks_11_0_in_layers_2', 'down_blocks.3.resnets.1.conv1'],
    // The first level on the way up has no attention: its upsampler comes second.
    ['output_blocks_2_1_conv', 'up_blocks.0.upsamplers.0.conv'],
    ['output_blocks_3_1_proj_in', 'up_blocks.1.attentions.0.proj_in'],
    ['output_blocks_8_2_conv', 'up_blocks.2.upsamplers.0.conv'],
    ['output_blocks_11_1_proj_out', 'up_blocks.3.attentions.2.proj_out'],
  ])('of SD 1.5: %s', (key, module) => {
    expect(sd15.get(`lora_unet_${key}`)).toBe(module)
  })
})

it('dotted names go with and without their prefixes, also those of attention processors', () => {
  const block = 'mid_block.attentions.0.transformer_blocks.0.attn1'
  for (const prefix of ['', 'unet.', 'base_model.model.']) {
    expect(sdxl.get(`${prefix}${block}.to_q`)).toBe(`${block}.to_q`)
    expect(sdxl.get(`${prefix}${block}.processor.to_q`)).toBe(`${block}.to_q`)
    expect(sdxl.get(`${prefix}${block}.processor.to_out`)).toBe(`${block}.to_out.0`)
  }
  expect(sdxl.get('diffusion_model.middle_block.1.proj_in')).toBe('mid_block.attentions.0.proj_in')
})

it('no key means two modules', () => {
  for (const options of [
    { attentions: [0, 2, 10], middle: 10 },
    { attentions: [1, 1, 1, 0], middle: 1 },
  ]) {
    const modules = unetModules(options)
    const together = unetLoraKeys(weights(modules))
    const alone = modules.flatMap((module) => [`lora_unet_${module.replaceAll('.', '_')}`, module])
    expect(alone.map((key) => together.get(key))).toEqual(modules.flatMap((module) => [module, module]))
    const kohya = [...together].filter(([key]) => key.startsWith('lora_'))
    expect(kohya).toHaveLength(2 * modules.length)
  }
})

it('biases alone make no module', () => {
  expect(unetLoraKeys(['conv_in.bias']).size).toBe(0)
})

it('text encoders have the names of kohya and of diffusers', () => {
  const module = 'text_model.encoder.layers.11.self_attn.q_proj'
  const keys = textEncoderLoraKeys([`${module}.weight`, `${module}.bias`])
  for (const key of [
    'lora_te_text_model_encoder_layers_11_self_attn_q_proj',
    'lora_te1_text_model_encoder_layers_11_self_attn_q_proj',
    `text_encoder.${module}`,
    module,
  ]) {
    expect(keys.get(key)).toBe(module)
  }
  expect(keys.has('lora_te2_text_model_encoder_layers_11_self_attn_q_proj')).toBe(false)
})
