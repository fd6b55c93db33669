import type { ErrorData } from '../../../contract/errors.ts'
import { errorSentence } from '../../text/error-sentence.ts'
import { joinClauses } from '../../text/format.ts'
import type { Say } from '../../text/say.ts'
import type { ImportReport } from './import-files.ts'

/** How many pictures came in, were here already, or could not be read. */
export function importSentence({ added, known, failed }: ImportReport, say: Say): string {
  const clauses = [
    ...(added > 0 || known + failed === 0 ? [say('transfer.added', { count: added })] : []),
    ...(known > 0 ? [say('transfer.known', { count: known })] : []),
    ...(failed > 0 ? [say('transfer.failed', { count: failed })] : []),
  ]
  return `${joinClauses(clauses, say)}. `
}

const REASONS = {
  not_a_zip: 'transfer.reason.not_a_zip',
  no_pictures: 'transfer.reason.no_pictures',
  records: 'transfer.reason.records',
  too_large: 'transfer.reason.too_large',
  not_a_picture: 'transfer.reason.not_a_picture',
  damaged: 'transfer.reason.damaged',
} as const

/** Why a file did not come in. */
export function reasonSentence(error: ErrorData, say: Say): string {
  const reason = String(error.detail['reason'])
  const key = Object.entries(REASONS).find(([name]) => name === reason)?.[1]
  return key ? say(key) : errorSentence(error, say).sentence
}
