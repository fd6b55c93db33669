/** Parts of a residual block: diffusers' name, then the name in original checkpoints. */
const RESNET_PARTS: ReadonlyMap<string, string> = new Map([
  ['norm1', 'in_layers.0'],
  ['conv1', 'in_layers.2'],
  ['time_emb_proj', 'emb_layers.1'],
  ['norm2', 'out_layers.0'],
  ['conv2', 'out_layers.3'],
  ['conv_shortcut', 'skip_connection'],
])

/** Modules that stand alone. */
const SINGLE_MODULES: ReadonlyMap<string, string> = new Map([
  ['conv_in', 'input_blocks.0.0'],
  ['conv_norm_out', 'out.0'],
  ['conv_out', 'out.2'],
  ['time_embedding.linear_1', 'time_embed.0'],
  ['time_embedding.linear_2', 'time_embed.2'],
  ['add_embedding.linear_1', 'label_emb.0.0'],
  ['add_embedding.linear_2', 'label_emb.0.2'],
])

/** `down_blocks.1.attentions.0.proj_in` as level 1, list `attentions`, item 0, rest `proj_in`. */
const IN_LEVEL =
  /^(down_blocks|up_blocks)\.(\d+)\.(resnets|attentions|downsamplers|upsamplers)\.(\d+)\.(.+)$/u
const IN_MIDDLE = /^mid_block\.(resnets|attentions)\.(\d+)\.(.+)$/u

/**
 * Names of a UNet's modules in original (LDM) checkpoints, by which many LoRA files call them.
 *
 * @param modules all of the UNet's modules by diffusers' names; they tell how many blocks a level has
 * @returns the LDM name, or null for a module that LDM networks do not have
 */
export function createLdmNames(modules: readonly string[]): (module: string) => string | null {
  const resnets = new Set(
    modules.flatMap((module) => /^down_blocks\.0\.resnets\.(\d+)\./u.exec(module)?.[1] ?? []),
  )
  /** Entries of one level on the way down: its blocks and the downsampler. Also blocks of a level on the way up. */
  const perLevel = resnets.size + 1
  const attends = new Set(
    modules.flatMap((module) => /^up_blocks\.(\d+)\.attentions\./u.exec(module)?.[1] ?? []),
  )

  const inLevel = (module: string): string | null => {
    const found = IN_LEVEL.exec(module)
    if (!found) return null
    const [, side, levelText, list, itemText, rest] = found as unknown as [
      string,
      string,
      string,
      string,
      string,
      string,
    ]
    const [level, item] = [Number(levelText), Number(itemText)]
    const down = side === 'down_blocks'
    if (list === 'downsamplers') return down ? `input_blocks.${perLevel * (level + 1)}.0.${opOf(rest)}` : null
    if (list === 'upsamplers') {
      return down
        ? null
        : `output_blocks.${perLevel * (level + 1) - 1}.${attends.has(levelText) ? 2 : 1}.${rest}`
    }
    const block = down
      ? `input_blocks.${perLevel * level + item + 1}`
      : `output_blocks.${perLevel * level + item}`
    return inBlock(`${block}.0`, `${block}.1`, list, rest)
  }

  return (module) => {
    const single = SINGLE_MODULES.get(module)
    if (single) return single
    const found = IN_MIDDLE.exec(module)
    if (!found) return inLevel(module)
    const [, list, item, rest] = found as unknown as [string, string, string, string]
    return inBlock(`middle_block.${2 * Number(item)}`, 'middle_block.1', list, rest)
  }
}

function inBlock(resnet: string, attention: string, list: string, rest: string): string | null {
  if (list === 'attentions') return `${attention}.${rest}`
  const part = RESNET_PARTS.get(rest)
  return part === undefined ? null : `${resnet}.${part}`
}

function opOf(rest: string): string {
  return rest === 'conv' ? 'op' : rest
}
