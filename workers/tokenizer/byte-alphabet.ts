/**
 * A printable character for each byte, so that byte-pair encoding can work on text: printable Latin-1 bytes stand
 * for themselves, the others take the characters from U+0100 on.
 *
 * @returns 256 characters, by byte; no two alike, none of them white space
 * @see Radford et al. 2019, "Language Models are Unsupervised Multitask Learners", section 2.2 (byte-level BPE)
 */
export function createByteAlphabet(): readonly string[] {
  let spare = 0x100
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isPrintable(byte) ? byte : spare++))
}

/** Latin-1 without controls, blanks and the soft hyphen. */
function isPrintable(byte: number): boolean {
  return (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad)
}
