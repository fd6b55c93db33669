import type { Safetensors } from '../lora/parse-safetensors.ts'
import type { Latent } from '../math/vector.ts'

/** Which of two text encoders a tensor of an embedding is for. */
const ENCODER_KEYS = ['clip_l', 'clip_g'] as const

/**
 * The learned tokens of an embedding file for one text encoder.
 *
 * @param encoder 0 for the only, or the first of two
 * @param width of the encoder's own tokens
 * @returns one row for each token; none when the file has none of this width
 * @see the files of diffusers, ComfyUI (`clip_l`, `clip_g`) and the AUTOMATIC1111 web UI (`emb_params`)
 */
export async function embeddingRows(file: Safetensors, encoder: number, width: number): Promise<Latent[]> {
  const names = [...file.tensors.keys()]
  const isForBoth = ENCODER_KEYS.some((key) => file.tensors.has(key))
  const name = isForBoth ? ENCODER_KEYS[encoder] : names[0]
  const shape = name === undefined ? undefined : file.tensors.get(name)?.shape
  if (name === undefined || shape?.at(-1) !== width) return []
  const values = await file.read(name)
  return Array.from({ length: values.length / width }, (_, row) =>
    values.slice(row * width, (row + 1) * width),
  )
}
