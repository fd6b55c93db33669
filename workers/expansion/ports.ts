/** A language model that makes more of a prompt, as narrow as the pipeline needs it. */
export interface PromptExpander {
  /**
   * The prompt with descriptive words after it. The same prompt and seed give the same text on the same device.
   *
   * @param seed 0…2³² − 1
   * @param between awaited before every network call; may throw to stop
   * @returns a text that starts with the prompt; the prompt unchanged where there is no room or nothing to expand
   * @throws AppError `numerical_failure` or `model_corrupt` when the network's answer makes no sense; what the device
   *   throws
   */
  expand(prompt: string, seed: number, between: () => Promise<void>): Promise<string>
  dispose(): Promise<void>
}
