import { AppError } from '../../contract/errors.ts'
import type { ModelSpec } from '../../contract/manifest.ts'
import { createMersenneTwister } from '../math/mersenne-twister.ts'
import { cleanLine } from '../../contract/prompt-lines.ts'
import type { Gpt2Tokenizer } from '../tokenizer/gpt2-tokenizer.ts'
import type { AllowedTokens } from './allowed-tokens.ts'
import { drawToken } from './draw-token.ts'

/** Logits of the token that follows these: one number for each of the vocabulary. */
export type NextLogits = (ids: readonly number[]) => Promise<Float32Array>

/** What expanding one text needs. */
export interface ExpandParts {
  readonly tokenizer: Gpt2Tokenizer
  readonly allowed: AllowedTokens
  readonly spec: NonNullable<ModelSpec['expander']>
  /** Called with texts that grow by one token at a time. */
  readonly nextLogits: NextLogits
  readonly between: () => Promise<void>
}

/**
 * Goes on with a prompt, word by word, as Fooocus V2 does: only words of the list and commas, no word twice, up to
 * the next multiple of a length.
 *
 * @param seed its low 32 bits count
 * @returns the prompt and what was added; the prompt unchanged when there is no room or nothing to expand
 * @throws AppError `numerical_failure` when a logit is not finite; `model_corrupt` when there is none
 */
export async function expandText(prompt: string, seed: number, parts: ExpandParts): Promise<string> {
  const { tokenizer, spec } = parts
  const text = cleanLine(prompt)
  const given = tokenizer.encode(`${text},`)
  const length = Math.min(spec.lengthMultiple * Math.ceil(given.length / spec.lengthMultiple), spec.maxTokens)
  if (text === '' || given.length >= length) return prompt
  const uniform = createUniform(seed)
  const ids = [...given]
  while (ids.length < length) {
    await parts.between()
    const id = drawNext(await parts.nextLogits(ids), ids, uniform(), parts.allowed)
    if (id === null || id === parts.allowed.end) break
    ids.push(id)
  }
  const added = tokenizer.decode(ids.slice(given.length))
  // What was read is kept as it was written, not as the vocabulary spells it.
  return cleanLine(`${text},${added}`)
}

function drawNext(
  logits: Float32Array,
  ids: readonly number[],
  uniform: number,
  { words, comma, end }: AllowedTokens,
): number | null {
  const unused = [...words].filter((id) => !ids.includes(id))
  // Nothing but commas could follow.
  if (unused.length === 0) return null
  const candidates = comma === undefined || unused.includes(comma) ? unused : [...unused, comma]
  if (end !== undefined) candidates.push(end)
  for (const id of candidates) {
    const logit = logits[id]
    if (logit === undefined) throw new AppError('model_corrupt', `the expander has no logit for token ${id}`)
    // As for a picture: on a GPU that cannot be trusted with numbers, the task is tried again without it.
    if (!Number.isFinite(logit))
      throw new AppError('numerical_failure', `the logit of token ${id} is ${logit}`)
  }
  return drawToken({ logits, candidates, uniform })
}

/** Numbers from 0 to 1 in 53 bits, in the order of the generator's words. */
function createUniform(seed: number): () => number {
  const next = createMersenneTwister(BigInt(seed))
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53
}
