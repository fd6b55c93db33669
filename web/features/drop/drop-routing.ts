/** True when a drag carries files, and not text or a link of the page itself. */
export function carriesFiles(types: readonly string[] | undefined): boolean {
  return types?.includes('Files') ?? false
}

/** True for places where text is typed: there, pasted text wins over a pasted picture. */
export function isTextTarget(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null
}

/** True for files in which LoRAs come. */
export function isLoraFile({ name }: Pick<File, 'name'>): boolean {
  return /\.safetensors$/iu.test(name)
}
