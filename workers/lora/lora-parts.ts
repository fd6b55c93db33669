/** The tensors that a change of one module can be made of, under one name each. */
export type LoraPart =
  | 'up'
  | 'down'
  | 'mid'
  | 'alpha'
  | `hada_${'w1_a' | 'w1_b' | 'w2_a' | 'w2_b' | 't1' | 't2'}`
  | `lokr_${'w1' | 'w1_a' | 'w1_b' | 'w2' | 'w2_a' | 'w2_b' | 't2'}`
  | 'a1'
  | 'a2'
  | 'b1'
  | 'b2'
  | 'diff'
  | 'diff_b'
  | 'w_norm'
  | 'b_norm'

/** Ends of tensor names, of all the tools that write LoRA files. */
const SUFFIXES: readonly (readonly [suffix: string, part: LoraPart])[] = [
  // kohya
  ['.lora_up.weight', 'up'],
  ['.lora_down.weight', 'down'],
  ['.lora_mid.weight', 'mid'],
  ['.alpha', 'alpha'],
  // diffusers, old and newer
  ['_lora.up.weight', 'up'],
  ['_lora.down.weight', 'down'],
  ['.lora.up.weight', 'up'],
  ['.lora.down.weight', 'down'],
  // transformers
  ['.lora_linear_layer.up.weight', 'up'],
  ['.lora_linear_layer.down.weight', 'down'],
  // PEFT
  ['.lora_B.weight', 'up'],
  ['.lora_A.weight', 'down'],
  ['.lora_B.default.weight', 'up'],
  ['.lora_A.default.weight', 'down'],
  // LyCORIS
  ...(['hada_w1_a', 'hada_w1_b', 'hada_w2_a', 'hada_w2_b', 'hada_t1', 'hada_t2'] as const).map(bare),
  ...(['lokr_w1', 'lokr_w1_a', 'lokr_w1_b', 'lokr_w2', 'lokr_w2_a', 'lokr_w2_b', 'lokr_t2'] as const).map(
    bare,
  ),
  ['.a1.weight', 'a1'],
  ['.a2.weight', 'a2'],
  ['.b1.weight', 'b1'],
  ['.b2.weight', 'b2'],
  ...(['diff', 'diff_b', 'w_norm', 'b_norm'] as const).map(bare),
]

function bare(part: LoraPart): readonly [string, LoraPart] {
  return [`.${part}`, part]
}

/** Which part of which module's change a tensor is, by its name; null for a tensor of no known kind. */
export function splitTensorName(name: string): { readonly key: string; readonly part: LoraPart } | null {
  const found = SUFFIXES.find(([suffix]) => name.endsWith(suffix))
  return found ? { key: name.slice(0, -found[0].length), part: found[1] } : null
}

/** Whether a tensor belongs to a DoRA, which changes more than its other tensors tell. */
export function isDoraTensor(name: string): boolean {
  return name.endsWith('.dora_scale') || /\.lora_magnitude_vector(?:\.default)?(?:\.weight)?$/u.test(name)
}
