import { AppError } from './errors.ts'
import { createFieldReader } from './field-reader.ts'
import { GenerationRequest } from './request.ts'

const readFields = createFieldReader(GenerationRequest)

/**
 * Parses what a caller sent, at the door where it comes in.
 *
 * @param input unknown data; missing fields get their defaults
 * @returns the whole request
 * @throws AppError `invalid_request`; `detail.issues` holds one "path: what is wrong" per problem,
 *   `detail.field` the first path
 */
export function parseRequest(input: unknown): GenerationRequest {
  const quick = readFields(input)
  if (quick) return quick
  const result = GenerationRequest.safeParse(input)
  if (result.success) return result.data
  const issues = result.error.issues.map((issue) => {
    const unknown = issue.code === 'unrecognized_keys' ? [issue.keys.join(', ')] : []
    const named = [...issue.path, ...unknown].join('.')
    return { field: named, text: `${named || 'request'}: ${issue.message}` }
  })
  const texts = issues.map((issue) => issue.text)
  throw new AppError('invalid_request', texts.join('; '), { issues: texts, field: issues[0]?.field ?? '' })
}
