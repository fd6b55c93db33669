import type { Safetensors } from './parse-safetensors.ts'

/**
 * Reads a file through, tensor by tensor, so that one with numbers that would spoil every picture is refused before
 * it is kept.
 *
 * @throws what `read` throws for the first such tensor
 */
export async function checkNumbers(file: Safetensors): Promise<void> {
  for (const name of file.tensors.keys()) {
    await file.read(name)
  }
}
