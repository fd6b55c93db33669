import type { ErrorData } from '../../contract/errors.ts'
import type { TabMessage } from '../../contract/protocol/messages.ts'

/** Why a tab handed a job back before it started. */
export type RejectReason = Extract<TabMessage, { t: 'reject' }>['reason']

/** The error of a tab that is not there any more. */
export const GONE: ErrorData = {
  code: 'engine_disconnected',
  message: 'the tab that made this picture has gone',
  detail: {},
}

/** The error of a relay that is about to go. */
export const LEAVING: ErrorData = { code: 'shutting_down', message: 'the relay shuts down', detail: {} }

/** What a rejection is kept as: the fault of an attempt, or the end of a job that nobody else could do either. */
export function rejectionError(reason: RejectReason): ErrorData {
  const detail = { reason }
  switch (reason) {
    case 'busy':
      return { code: 'no_engine_connected', message: 'the tab is busy', detail }
    case 'model_missing':
      return { code: 'model_download_failed', message: 'the tab does not have the model any more', detail }
    case 'unsupported':
      return { code: 'unsupported_feature', message: 'no connected tab can do this', detail }
    case 'out_of_memory':
      return { code: 'out_of_memory', message: 'the tab has not enough memory for this', detail }
    case 'bad_input':
      return { code: 'invalid_request', message: 'the tab could not read a picture of the request', detail }
    default:
      return reason satisfies never
  }
}
