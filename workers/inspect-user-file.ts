import { readStyleFile } from '../contract/catalog/style-file.ts'
import { AppError } from '../contract/errors.ts'
import type { LoraFacts, UserFileKind } from '../contract/user-files.ts'
import { checkNumbers } from './lora/check-numbers.ts'
import { loraFacts } from './lora/lora-facts.ts'
import { parseSafetensors } from './lora/parse-safetensors.ts'

/** More than anyone writes by hand; a list this long is some other file. In bytes. */
const MAX_WILDCARD = 4 * 1024 * 1024

/**
 * Looks into a file that a person adds, before it is kept.
 *
 * @param file read now, a tensor at a time
 * @returns what is worth knowing of a LoRA; null for other kinds
 * @throws AppError `invalid_file` for one that is damaged, hostile or of another kind; `detail.why` says what is wrong.
 *   `unsupported_feature` for numbers of a type that nothing here reads
 */
export async function inspectUserFile(
  kind: UserFileKind,
  file: Blob,
  name: string,
): Promise<LoraFacts | null> {
  if (kind === 'wildcard' || kind === 'style') {
    const text = await checkText(file, name)
    if (kind === 'style' && !readStyleFile(text)?.length) throw invalid(name, 'it holds no styles')
    return null
  }
  const opened = await parseSafetensors(file, name, 'invalid_file')
  const facts = loraFacts(opened)
  if (kind === 'lora' && facts.modules === 0) throw invalid(name, 'it holds no LoRA')
  await checkNumbers(opened)
  return kind === 'lora' ? facts : null
}

async function checkText(file: Blob, name: string): Promise<string> {
  if (file.size > MAX_WILDCARD) throw invalid(name, `a list of ${file.size} bytes is too long`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch (thrown) {
    throw invalid(name, 'it is no text in UTF-8', thrown)
  }
}

function invalid(file: string, why: string, cause?: unknown): AppError {
  return new AppError('invalid_file', `${file}: ${why}`, { file, why }, cause)
}
