import multipart from '@fastify/multipart'
import { AppError } from '../../contract/errors.ts'
import { MAX_INPUT_IMAGE_BYTES } from '../../contract/request-parts.ts'
import type { App, Request } from './app.ts'

/** A file of a form, in memory. */
export interface FormFile {
  /** The field's name; `image[]` is `image`. */
  readonly name: string
  /** As its sender calls it; never to be used as a path. */
  readonly filename: string
  /** As its sender calls it; what the file is, its bytes say. */
  readonly mime: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** A form that was read whole. */
export interface Form {
  /** Every value of every field, in the order in which they came; `styles[]` is `styles`. */
  readonly fields: Readonly<Record<string, readonly string[]>>
  readonly files: readonly FormFile[]
}

/** What a form may hold. The whole is kept in memory, so there is a bound on the sum too. */
export const FORM_LIMITS = {
  files: 16,
  fileBytes: MAX_INPUT_IMAGE_BYTES,
  allFilesBytes: 2 * MAX_INPUT_IMAGE_BYTES,
  fields: 64,
  fieldBytes: 256 * 1024,
} as const

/** Lets the routes of `app` take forms; each of them reads its own with {@link readForm}. */
export async function acceptForms(app: App): Promise<void> {
  if (app.hasContentTypeParser('multipart/form-data')) return
  await app.register(multipart, {
    throwFileSizeLimit: true,
    limits: {
      files: FORM_LIMITS.files,
      fileSize: FORM_LIMITS.fileBytes,
      fields: FORM_LIMITS.fields,
      fieldSize: FORM_LIMITS.fieldBytes,
      fieldNameSize: 100,
      parts: FORM_LIMITS.files + FORM_LIMITS.fields,
    },
  })
}

/** Whether a request carries a form. */
export function hasForm(request: Request): boolean {
  return request.isMultipart()
}

/**
 * Reads a form whole.
 *
 * @throws AppError `payload_too_large` (`detail.limit` says which limit, `detail.max` how much it allows);
 *   `invalid_request` for what is no whole form
 */
export async function readForm(request: Request): Promise<Form> {
  // No prototype: a field may be called anything.
  const fields = Object.create(null) as Record<string, string[]>
  const files: FormFile[] = []
  let bytes = 0
  try {
    for await (const part of request.parts()) {
      const name = part.fieldname.replace(/\[\d*\]$/u, '')
      if (part.type === 'field') {
        if (part.valueTruncated) throw tooLarge('fieldBytes', 'A field of the form')
        ;(fields[name] ??= []).push(String(part.value))
        continue
      }
      const content = await part.toBuffer()
      bytes += content.byteLength
      if (bytes > FORM_LIMITS.allFilesBytes) throw tooLarge('allFilesBytes', 'All files of the form together')
      files.push({ name, filename: part.filename, mime: part.mimetype, bytes: new Uint8Array(content) })
    }
  } catch (error) {
    throw toFormError(error)
  }
  return { fields, files }
}

function tooLarge(limit: keyof typeof FORM_LIMITS, what: string): AppError {
  const max = FORM_LIMITS[limit]
  const most = limit === 'files' || limit === 'fields' ? `${max}` : sizeText(max)
  return new AppError('payload_too_large', `${what} may be at most ${most}.`, { limit, max })
}

const sizeText = (bytes: number) =>
  bytes >= 1024 * 1024 ? `${bytes / 1024 / 1024} MB` : `${bytes / 1024} kB`

/** The library's errors carry codes; what is none of them came from reading broken bytes. */
function toFormError(error: unknown): AppError {
  if (error instanceof AppError) return error
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'FST_REQ_FILE_TOO_LARGE':
      return tooLarge('fileBytes', 'A file of the form')
    case 'FST_FILES_LIMIT':
      return tooLarge('files', 'The number of files in the form')
    case 'FST_FIELDS_LIMIT':
    case 'FST_PARTS_LIMIT':
      return tooLarge('fields', 'The number of fields in the form')
    default: {
      const reason = error instanceof Error ? error.message : String(error)
      return new AppError('invalid_request', `The form cannot be read: ${reason}`, {}, error)
    }
  }
}
