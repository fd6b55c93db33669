import type { ErrorData } from './errors.ts'

/** What a person may add to the page, by kind. */
export const USER_FILE_KINDS = ['lora', 'embedding', 'wildcard', 'style'] as const

/** What a user's file is for. */
export type UserFileKind = (typeof USER_FILE_KINDS)[number]

/** What was read of a LoRA file when it was added. */
export interface LoraFacts {
  /** What it says or shows it was made for, as people call it ("SD 1.5", "SDXL"); null when nobody can tell. */
  readonly base: string | null
  /** How many modules of a network it changes. */
  readonly modules: number
  /** Words that bring it out, best known first; empty when its maker noted none. */
  readonly triggerWords: readonly string[]
}

/** A file that a person added. */
export interface UserFile {
  readonly kind: UserFileKind
  /** Without folders, extension included; unique within its kind. */
  readonly name: string
  readonly bytes: number
  /** Milliseconds since 1970. */
  readonly addedAt: number
  /** Of the whole file, 64 hex digits. */
  readonly sha256: string
  /** Null for kinds other than `lora`. */
  readonly lora: LoraFacts | null
}

/** How a LoRA file stands to a model. */
export interface LoraFit {
  /** How many parameters of the model it changes. */
  readonly changed: number
  /** Its tensors that fit nowhere: the first of them, and how many there are. */
  readonly leftOver: readonly string[]
  readonly leftOverCount: number
  /** Why it cannot be used; null when it can. `dora`: it needs more than can be added to weights. */
  readonly misfit: 'other_model' | 'dora' | null
}

/** What became of a file that was to be added. */
export type AddedUserFile =
  /** It is kept, under `file.name`: a number was put behind a name that other bytes have. */
  | { readonly outcome: 'added'; readonly file: UserFile }
  /** The same bytes were kept before, as `file`. */
  | { readonly outcome: 'known'; readonly file: UserFile }
  | { readonly outcome: 'failed'; readonly error: ErrorData }

/** The files that a person added to this page. Failures come back as data. */
export interface UserFiles {
  /** All of them, by kind and name; the same list is told by `user_files` events when it changes. */
  list(): Promise<readonly UserFile[]>
  /**
   * Checks and keeps a file.
   *
   * @param name as the person knows it; folders and unsuitable characters are dropped
   */
  add(kind: UserFileKind, name: string, file: Blob): Promise<AddedUserFile>
  /** Removes a file. One that is not there is left alone. */
  remove(kind: UserFileKind, name: string): Promise<void>
  /** How a LoRA file of the user's stands to a model; null while that is not here, or takes no LoRAs. */
  fit(name: string, modelId: string): Promise<LoraFit | null>
  /** @returns the bytes as they were added; null when there is no such file, or it is damaged */
  read(kind: UserFileKind, name: string): Promise<Blob | null>
}
