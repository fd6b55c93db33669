import { parseTensorIndex } from '../../lora/tensor-index.ts'

/** Standard deviation of what a matrix makes of unit inputs. */
const GAIN = 0.5

/**
 * The weights of a narrow network, made of its tensors' names and shapes as training/topologies/weights.py makes
 * them: number k of tensor t is a 32-bit hash of both, rounded once to float32.
 *
 * @param tensors a `tensors.json`
 * @returns the `weights.bin` it describes
 */
export function seededWeights(tensors: string): Blob {
  const index = parseTensorIndex(tensors, Infinity)
  const last = [...index.values()].at(-1)!
  const numbers = new Float32Array((last.offset + last.bytes) / 4)
  for (const [at, [name, { offset, bytes, shape }]] of [...index].entries()) {
    const count = bytes / 4
    const spread = spreadOf(shape)
    const middle = shape.length === 1 && name.endsWith('.weight') ? 1 : 0
    for (let k = 0; k < count; k++) {
      numbers[offset / 4 + k] = ((hash(k, at) >>> 8) / 2 ** 23 - 1) * spread + middle
    }
  }
  return new Blob([numbers])
}

/** Matrices by their fan-in; scales and biases a little. */
function spreadOf(shape: readonly number[]): number {
  if (shape.length === 1) return 0.125
  return GAIN * Math.sqrt(3 / shape.slice(1).reduce((product, size) => product * size, 1))
}

/** MurmurHash3's last step on the two numbers. */
function hash(k: number, tensor: number): number {
  let x = Math.imul(k, 0x9e3779b9) + Math.imul(tensor + 1, 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return x ^ (x >>> 16)
}
