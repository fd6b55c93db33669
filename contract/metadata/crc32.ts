// Remainders of the sixteen half bytes for the reflected polynomial 0xEDB88320.
const REMAINDERS = [
  0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c, 0xedb88320,
  0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
] as const

/**
 * CRC-32 as PNG chunks carry it.
 *
 * @returns 0 to 2^32 − 1
 * @see https://www.w3.org/TR/png-3/#5CRC-algorithm
 */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    crc = (crc >>> 4) ^ REMAINDERS[crc & 15]!
    crc = (crc >>> 4) ^ REMAINDERS[crc & 15]!
  }
  return (crc ^ 0xffffffff) >>> 0
}
