import type { UserFile } from './user-files.ts'

/** An embedding file of the user's that a prompt names: learned tokens (textual inversion). */
export interface EmbeddingUse {
  /** What the prompt calls it, after `embedding:`. */
  readonly word: string
  /** The file's name. */
  readonly name: string
  /** Of the whole file: another one of the same name is not meant. */
  readonly sha256: string
}

/** What may be left out of a file's name. */
const EXTENSION = '.safetensors'

/** A name without the commas behind it. */
export function withoutCommas(name: string): string {
  return name.replace(/,+$/u, '')
}

/**
 * Finds the embedding that a prompt names: by its file's name, with or without the extension, and if there is none,
 * without the commas behind it.
 */
export function findEmbedding(name: string, userFiles: readonly UserFile[]): EmbeddingUse | undefined {
  const files = userFiles.filter(({ kind }) => kind === 'embedding')
  for (const word of [name, withoutCommas(name)]) {
    const file = files.find((one) => one.name === word) ?? files.find((one) => one.name === word + EXTENSION)
    if (file) return { word, name: file.name, sha256: file.sha256 }
  }
  return undefined
}
