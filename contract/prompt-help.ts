/** How long a prompt is to a model. */
export interface PromptLength {
  readonly tokens: number
  /** Pieces that the text encoder reads one after the other; at least one. */
  readonly parts: number
}

/** A word list that prompts can draw from by `__name__`. */
export interface WildcardList {
  readonly name: string
  /** Its first lines. */
  readonly examples: readonly string[]
}

/** Helps to write prompts. */
export interface PromptHelp {
  /**
   * Counts as the model's own text encoder does, before wildcards, styles and expansion.
   *
   * @returns null while the model's vocabulary is not on this device
   */
  measure(prompt: string, modelId: string): Promise<PromptLength | null>
  /** The lists of this build and the person's, by name. */
  wildcards(): Promise<readonly WildcardList[]>
}
