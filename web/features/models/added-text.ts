import type { AddedUserFile } from '../../../contract/user-files.ts'
import { errorSentence } from '../../text/error-sentence.ts'
import type { Say } from '../../text/use-text.ts'

/** What became of a file that was to be added, in words. */
export function addedText(added: AddedUserFile, wanted: string, say: Say): string {
  if (added.outcome === 'failed') {
    const { headline, sentence } = errorSentence(added.error, say)
    return say('loras.failed', { headline, sentence })
  }
  const { name } = added.file
  if (added.outcome === 'known') return say('loras.known', { name })
  return name === wanted ? say('loras.added', { name }) : say('loras.renamed', { name })
}
