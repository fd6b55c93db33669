/** What one read brings, unless more is asked for. A LoRA's file is some hundred small tensors, mostly in order of use. */
const WINDOW_BYTES = 256 * 1024

/**
 * Reads stretches of a file, small ones out of the window that an earlier read brought: each read of a Blob costs far
 * more than a small tensor's bytes.
 *
 * @param file must stay readable
 * @returns reads from `start` up to `end`, in bytes; what it gives belongs to the caller. Rejects as the file does, and
 *   tries again the next time
 */
export function createWindowReader(file: Blob): (start: number, end: number) => Promise<ArrayBuffer> {
  let window: { readonly start: number; readonly end: number; readonly bytes: Promise<ArrayBuffer> } | null =
    null
  const open = (start: number) => {
    const end = Math.min(file.size, start + WINDOW_BYTES)
    const fresh = { start, end, bytes: file.slice(start, end).arrayBuffer() }
    fresh.bytes.catch(() => {
      if (window === fresh) window = null
    })
    return fresh
  }
  return async (start, end) => {
    if (end - start >= WINDOW_BYTES) return file.slice(start, end).arrayBuffer()
    if (!window || start < window.start || end > window.end) window = open(start)
    const { start: from, bytes } = window
    return (await bytes).slice(start - from, end - from)
  }
}
