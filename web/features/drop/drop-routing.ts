/** True when a drag carries files, and not text or a link of the page itself. */
export function carriesFiles(types: readonly string[] | undefined): boolean {
  return types?.includes('Files') ?? false
}

/** The input elements that hold no text: a switch, a radio, a slider. */
const NO_TEXT = ['checkbox', 'radio', 'range', 'button', 'file'].map((type) => `:not([type="${type}"])`)

/** True for places where text is typed: there, pasted text wins over a pasted picture, and letters are letters. */
export function isTextTarget(target: EventTarget | null): boolean {
  const places = `input${NO_TEXT.join('')}, textarea, [contenteditable]`
  return target instanceof Element && target.closest(places) !== null
}

/** True for files in which LoRAs come. */
export function isLoraFile({ name }: Pick<File, 'name'>): boolean {
  return /\.safetensors$/iu.test(name)
}

/** True for files that may be a zip of pictures. */
export function isZipFile({ name, type }: Pick<File, 'name' | 'type'>): boolean {
  return /\.zip$/iu.test(name) || type === 'application/zip'
}
