/** What a UNet's attention is like. */
export interface UnetPlan {
  /** Transformer blocks of each attention, level by level on the way down; 0 for a level without. */
  readonly attentions: readonly number[]
  readonly middle: number
}

const RESNET = ['norm1', 'conv1', 'time_emb_proj', 'norm2', 'conv2', 'conv_shortcut']
const BLOCK = [
  ...['norm1', 'norm2', 'norm3', 'ff.net.0.proj', 'ff.net.2'],
  ...['attn1', 'attn2'].flatMap((attention) =>
    ['to_q', 'to_k', 'to_v', 'to_out.0'].map((name) => `${attention}.${name}`),
  ),
]

/** Names of all modules with weights that diffusers gives a UNet of this plan, two residual blocks in each level. */
export function unetModules({ attentions, middle }: UnetPlan): string[] {
  const resnets = (place: string, count: number) =>
    range(count).flatMap((index) => RESNET.map((part) => `${place}.resnets.${index}.${part}`))
  const transformers = (place: string, count: number, depth: number) =>
    range(depth > 0 ? count : 0).flatMap((index) => [
      ...['norm', 'proj_in', 'proj_out'].map((part) => `${place}.attentions.${index}.${part}`),
      ...range(depth).flatMap((block) =>
        BLOCK.map((part) => `${place}.attentions.${index}.transformer_blocks.${block}.${part}`),
      ),
    ])
  const last = attentions.length - 1
  return [
    ...['conv_in', 'conv_norm_out', 'conv_out'],
    ...['time_embedding', 'add_embedding'].flatMap((name) => [`${name}.linear_1`, `${name}.linear_2`]),
    ...attentions.flatMap((depth, level) => [
      ...resnets(`down_blocks.${level}`, 2),
      ...transformers(`down_blocks.${level}`, 2, depth),
      ...(level < last ? [`down_blocks.${level}.downsamplers.0.conv`] : []),
    ]),
    ...resnets('mid_block', 2),
    ...transformers('mid_block', 1, middle),
    ...attentions
      .toReversed()
      .flatMap((depth, level) => [
        ...resnets(`up_blocks.${level}`, 3),
        ...transformers(`up_blocks.${level}`, 3, depth),
        ...(level < last ? [`up_blocks.${level}.upsamplers.0.conv`] : []),
      ]),
  ]
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}
