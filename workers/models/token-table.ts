import { AppError } from '../../contract/errors.ts'
import { readNumbers } from '../lora/numbers.ts'
import type { StoredParameter, TensorIndex } from '../lora/tensor-index.ts'
import { fromFloat16, toFloat16 } from '../math/float16.ts'
import type { Latent } from '../math/vector.ts'

/** The vectors that a text encoder has for its tokens, read from its weights as they are asked for. */
export interface TokenTable {
  readonly width: number
  /** @throws RangeError for an id that no token has */
  row(id: number): Promise<Latent>
}

/** How the table is called in all CLIP text encoders, whatever stands before. */
const NAME = /(?:^|\.)token_embedding\.weight$/u

/**
 * Finds the token table among a text encoder's weights. Rows that were read are kept: prompts share most of theirs.
 *
 * @param weights as they are shipped; must stay readable
 * @throws AppError `model_corrupt` when the weights list no such table
 */
export function createTokenTable(weights: Blob, index: TensorIndex): TokenTable {
  const found = [...index].find(([name, { shape }]) => NAME.test(name) && shape.length === 2)
  if (!found) throw new AppError('model_corrupt', "the text encoder's weights list no token_embedding")
  const [, parameter] = found
  const [count, width] = parameter.shape as [number, number]
  const rows = new Map<number, Promise<Latent>>()
  return {
    width,
    row: (id) => {
      if (!(id >= 0 && id < count)) throw new RangeError(`no token has the id ${id}`)
      const known = rows.get(id)
      if (known) return known
      const row = readRow(weights, parameter, { id, width })
      rows.set(id, row)
      return row
    },
  }
}

async function readRow(
  weights: Blob,
  { offset, format, bytes, shape, packed }: StoredParameter,
  { id, width }: { readonly id: number; readonly width: number },
): Promise<Latent> {
  const read = (from: number, length: number) => weights.slice(from, from + length).arrayBuffer()
  if (packed && packed.scales !== null) {
    const [scale] = new Float32Array(await read(packed.scales + 4 * id, 4))
    const steps = new Int8Array(await read(packed.offset + id * width, width))
    // Rounded as the graph's own table was.
    return fromFloat16(toFloat16(Float32Array.from(steps, (step) => step * scale!)))
  }
  const length = bytes / shape[0]!
  return readNumbers(await read((packed?.offset ?? offset) + id * length, length), format)
}
