import { createSHA256 } from 'hash-wasm'

/** SHA-256 of bytes in memory, as 64 hex digits. */
export async function hashBytes(bytes: Uint8Array<ArrayBuffer> | ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * SHA-256 of a stored block, which is read into memory for it.
 *
 * @returns null when the browser has lost the bytes behind the Blob
 */
export async function hashStoredBlock(block: Blob): Promise<string | null> {
  let bytes: ArrayBuffer
  try {
    bytes = await block.arrayBuffer()
  } catch (thrown) {
    if (thrown instanceof DOMException) return null
    throw thrown
  }
  return hashBytes(bytes)
}

/**
 * SHA-256 of several Blobs one after another, with one of them in memory at a time; `crypto.subtle` would need
 * all of them at once.
 *
 * @throws the signal's reason once it aborts
 */
export async function hashBlobs(blobs: readonly Blob[], signal: AbortSignal): Promise<string> {
  const hasher = await createSHA256()
  for (const blob of blobs) {
    signal.throwIfAborted()
    hasher.update(new Uint8Array(await blob.arrayBuffer()))
  }
  return hasher.digest('hex')
}
