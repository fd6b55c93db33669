import { findEmbedding, type EmbeddingUse } from '../../contract/embedding.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { Notice } from '../../contract/task.ts'
import type { UserFile } from '../../contract/user-files.ts'
import { embeddingWords } from '../conditioning/embedding-words.ts'

/** What the embeddings that texts name come to. */
export interface PlannedEmbeddings {
  readonly uses: readonly EmbeddingUse[]
  /** Names that say nothing: unknown ones, or all if the model takes none. */
  readonly notices: readonly Notice[]
}

/**
 * Finds the embeddings that texts name, `embedding:name`. One that is not found is left out, as in Fooocus.
 *
 * @param texts of one image or of several, on both sides
 */
export function planEmbeddings(
  texts: readonly string[],
  model: ModelEntry,
  userFiles: readonly UserFile[],
): PlannedEmbeddings {
  const names = [...new Set(texts.flatMap(embeddingWords))]
  if (names.length === 0) return { uses: [], notices: [] }
  if (model.spec.text.embeddings !== true) {
    return { uses: [], notices: [leftOut(names, 'model')] }
  }
  const found = names.map((name) => findEmbedding(name, userFiles))
  const missing = names.filter((_, at) => !found[at])
  // Two spellings of a name, with a comma and without, are one embedding.
  const uses = new Map(found.flatMap((use) => (use ? [[use.word, use] as const] : [])))
  return { uses: [...uses.values()], notices: missing.length > 0 ? [leftOut(missing, 'unknown')] : [] }
}

function leftOut(names: readonly string[], reason: 'model' | 'unknown'): Notice {
  return { code: 'embeddings_left_out', detail: { embeddings: names.join(' '), reason } }
}
