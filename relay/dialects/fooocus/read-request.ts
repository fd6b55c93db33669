import { mergePreset } from '../../../contract/catalog/merge-preset.ts'
import { AppError } from '../../../contract/errors.ts'
import { createFieldReader } from '../../../contract/field-reader.ts'
import type { Compat } from './compat.ts'
import { CommonRequest, sentKeys } from './common-request.ts'
import { readFields } from './validation.ts'

/** A body in which every field is filled in, and who decided which. */
export interface ReadRequest {
  readonly fields: CommonRequest
  /** Fields that stood in the body itself. */
  readonly sent: ReadonlySet<string>
}

const readQuickly = createFieldReader(CommonRequest)

/**
 * Reads a body and puts its preset under it: what was sent wins, even where it is the default.
 *
 * @param usual the preset of bodies that name none; null for none
 * @throws ValidationFailure; AppError `invalid_request` with `detail.field` "preset" for one that nobody knows
 */
export function readRequest(
  body: unknown,
  compat: Pick<Compat, 'unknownPreset'>,
  usual: string | null = null,
): ReadRequest {
  const own = readQuickly(body) ?? readFields(CommonRequest, body, 'body')
  // An object, or it would not have been read.
  const keys = sentKeys(body as object)
  const sent = new Set<string>(keys)
  const preset = own.preset === 'initial' && !sent.has('preset') ? (usual ?? own.preset) : own.preset
  if (preset === 'initial') return { fields: own, sent }
  const decided = Object.fromEntries(keys.map((key) => [key, own[key]]))
  try {
    return { fields: readFields(CommonRequest, mergePreset(decided, preset), 'body'), sent }
  } catch (error) {
    const isUnknown = error instanceof AppError && error.detail['field'] === 'preset'
    if (isUnknown && compat.unknownPreset === 'ignored') return { fields: own, sent }
    throw error
  }
}
