import { AppError } from '../../contract/errors.ts'
import { EXPANDER_ROLES, type ModelEntry } from '../../contract/manifest.ts'
import { openFiles, type OpenModelFile } from '../models/open-files.ts'
import type { LoadHow } from '../models/ports.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { createGpt2Tokenizer } from '../tokenizer/gpt2-tokenizer.ts'
import { allowedTokens } from './allowed-tokens.ts'
import { expandText } from './expand-text.ts'
import { readWithGraph } from './gpt2-graph.ts'
import type { PromptExpander } from './ports.ts'

/** What loading needs. */
export interface LoadExpanderParts extends LoadHow {
  readonly runtime: Runtime
  readonly entry: ModelEntry
  readonly openFile: OpenModelFile
}

/**
 * Fetches what is missing of a model's expander and loads it.
 *
 * @throws Cancelled when the signal aborts; AppError from fetching or the device, `model_corrupt` for files that
 *   make no sense or a model that has no expander. Nothing stays loaded after a throw
 */
export async function loadExpander(parts: LoadExpanderParts): Promise<PromptExpander> {
  const { entry, runtime, openFile } = parts
  const { expander: spec } = entry.spec
  if (!spec) throw new AppError('model_corrupt', `${entry.name} has no expander`, { model: entry.name })
  const files = await openFiles(entry, EXPANDER_ROLES, openFile, parts)
  const tokenizer = createGpt2Tokenizer({
    vocab: readVocabulary(await files.get('expander_vocab').text(), entry),
    merges: await files.get('expander_merges').text(),
  })
  const allowed = allowedTokens(await files.get('expander_words').text(), tokenizer)
  const graph = await runtime.createGraph(files.get('expander'))
  try {
    const beginText = readWithGraph(graph)
    return {
      expand: (prompt, seed, between) =>
        expandText(prompt, seed, { tokenizer, allowed, spec, nextLogits: beginText(), between }),
      dispose: () => graph.release(),
    }
  } catch (error) {
    await graph.release()
    throw error
  }
}

function readVocabulary(text: string, { name }: ModelEntry): Record<string, number> {
  try {
    return JSON.parse(text) as Record<string, number>
  } catch (error) {
    throw new AppError('model_corrupt', "the expander's vocabulary is no JSON", { model: name }, error)
  }
}
