import type { ModelEntry } from '../../contract/manifest.ts'
import type { PromptHelp } from '../../contract/prompt-help.ts'
import { chunkTokens, groupTokens } from '../conditioning/chunk-tokens.ts'
import { parseWeights } from '../conditioning/parse-weights.ts'
import { takeInlineLoras } from './inline-loras.ts'
import { splitLines } from '../../contract/prompt-lines.ts'
import type { WildcardLists } from './wildcards.ts'
import type { ClipTokenizer } from '../tokenizer/clip-tokenizer.ts'

const EXAMPLES = 3

/** What the helper answers from. */
export interface PromptHelpParts {
  readonly models: readonly ModelEntry[]
  /** Reads a model's first tokenizer; null while its files are not here. */
  readonly readTokenizer: (model: ModelEntry) => Promise<ClipTokenizer | null>
  readonly wildcards: () => WildcardLists
}

/** Makes the helper. A model's tokenizer is read once; one that is not here yet is looked for again. */
export function createPromptHelp({ models, readTokenizer, wildcards }: PromptHelpParts): PromptHelp {
  const known = new Map<string, ClipTokenizer>()
  const tokenizerOf = async (model: ModelEntry) => {
    const tokenizer = known.get(model.id) ?? (await readTokenizer(model))
    if (tokenizer) known.set(model.id, tokenizer)
    return tokenizer
  }
  return {
    measure: async (prompt, modelId) => {
      const model = models.find(({ id }) => id === modelId)
      const tokenizer = model && (await tokenizerOf(model))
      if (!tokenizer) return null
      const { maxTokens } = model.spec.text
      // Each line is a text of its own; tags of LoRAs are no part of any.
      const lines = splitLines(prompt).map((line) => takeInlineLoras(line, []).prompt)
      const chunks = lines.map((line) => {
        const groups = groupTokens(parseWeights(line), tokenizer)
        return {
          tokens: groups.reduce((sum, { ids }) => sum + ids.length, 0),
          parts: groups.length === 0 ? 0 : chunkTokens(groups, { ...tokenizer, maxTokens }).length,
        }
      })
      return {
        tokens: chunks.reduce((sum, { tokens }) => sum + tokens, 0),
        parts: Math.max(
          1,
          chunks.reduce((sum, { parts }) => sum + parts, 0),
        ),
      }
    },
    wildcards: () =>
      Promise.resolve(
        [...wildcards()]
          .map(([name, lines]) => ({ name, examples: lines.slice(0, EXAMPLES) }))
          .sort((a, b) => a.name.localeCompare(b.name)),
      ),
  }
}
