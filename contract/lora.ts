/** A LoRA file and how strongly it counts. Lists of them are merged in their order. */
export interface LoraUse {
  /** The role of one of the model's own files. Roles have no dot, so that a file's name is never one. */
  readonly file: string
  /** −2…2; negative turns its change around, 0 leaves it out. */
  readonly weight: number
}
