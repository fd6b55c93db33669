import type { ErrorCode, ErrorData } from '../../contract/errors.ts'
import { valueNames } from './value-names.ts'
import { MESSAGES, type MessageKey } from './messages.ts'
import type { Say } from './say.ts'

/** What a person can do about an error, where this page can do it. */
export type ErrorAction = 'retry' | 'copy_report' | 'download_again' | 'reset_settings' | 'reload'

/** An error in words. */
export interface ErrorSentence {
  readonly headline: string
  readonly sentence: string
  readonly actions: readonly ErrorAction[]
}

/** About other errors nothing can be done here. */
const ACTIONS: Partial<Readonly<Record<ErrorCode, readonly ErrorAction[]>>> = {
  invalid_request: ['reset_settings'],
  unknown_model: ['reset_settings'],
  unsupported_feature: ['reset_settings'],
  protocol_mismatch: ['reload'],
  numerical_failure: ['retry', 'reset_settings'],
  internal: ['copy_report', 'retry'],
  model_download_failed: ['retry'],
  model_corrupt: ['download_again'],
  engine_crashed: ['retry', 'copy_report'],
  device_insufficient: ['reset_settings'],
  device_lost: ['retry'],
  timeout: ['retry'],
  out_of_memory: ['retry'],
  storage_full: ['retry'],
}

/**
 * Puts an error into words. A sentence that names something is used only when the error names it too; else the
 * plain one is.
 */
export function errorSentence(error: ErrorData, say: Say): ErrorSentence {
  const values = Object.fromEntries(
    Object.entries(error.detail).map(([name, value]) => [name, toText(value)]),
  )
  const { code } = error
  return {
    headline: say(fitting(values, `error.${code}.headline`, `error.${code}.plain.headline`), values),
    sentence: say(fitting(values, `error.${code}.sentence`, `error.${code}.plain`), values),
    actions: ACTIONS[code] ?? [],
  }
}

function fitting(values: Readonly<Record<string, unknown>>, full: MessageKey, plain: string): MessageKey {
  if (!isMessageKey(plain)) return full
  return valueNames(MESSAGES[full]).every((name) => values[name] !== undefined && values[name] !== '')
    ? full
    : plain
}

const isMessageKey = (text: string): text is MessageKey => text in MESSAGES
const toText = (value: ErrorData['detail'][string]) =>
  typeof value === 'number' ? value : typeof value === 'object' ? value.join('; ') : String(value)
