/** Longest name, in UTF-16 units, extension included. */
const MAX_LENGTH = 120

/** What file systems, or the `<lora:name:weight>` of a prompt, cannot take. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNSUITABLE = /[\u0000-\u001f\u007f<>:"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/**
 * The name under which a file is kept: its own, without folders and without what would get in the way.
 *
 * @param fallback stands for a name of which nothing is left
 * @returns not empty, no slash, no colon, no blank at its ends
 */
export function userFileName(name: string, fallback: string): string {
  const own = name.normalize('NFC').split(/[\\/]/u).at(-1)!
  const clean = own.replace(UNSUITABLE, '').replace(/\s+/gu, ' ').trim()
  const { stem, extension } = splitName(clean)
  const bare = stem.replace(/^[. ]+|[. ]+$/gu, '')
  const room = Math.max(1, MAX_LENGTH - extension.length)
  return `${(bare === '' ? fallback : bare).slice(0, room).trimEnd()}${extension}`
}

/** `name`, or with the first number behind it that makes it a name not taken: `cat-2.safetensors`. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  const { stem, extension } = splitName(name)
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${stem}-${number}${extension}`
    if (!isTaken(candidate)) return candidate
  }
}

/** The last dot and what follows, if it looks like an extension. */
function splitName(name: string): { readonly stem: string; readonly extension: string } {
  const extension = /\.[A-Za-z\d]{1,16}$/u.exec(name)?.[0] ?? ''
  return { stem: name.slice(0, name.length - extension.length), extension }
}
