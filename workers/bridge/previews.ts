import { encodeFrame, type Frame } from '../../contract/protocol/frame.ts'
import type { PixelImage } from '../../contract/image.ts'

/** The relay refuses larger ones. */
export const MAX_PREVIEW_BYTES = 64 * 1000
/** With more than this waiting to be sent, a preview would only come late. */
const MAX_BUFFERED_BYTES = 1024 * 1024

/** What previews go through. */
export interface PreviewParts {
  /** @returns a picture file with sides of at most `side` pixels, or null when it cannot be made small enough */
  readonly encode: (image: PixelImage, side: number) => Promise<Uint8Array<ArrayBuffer> | null>
  readonly bufferedAmount: () => number
  readonly send: (frame: Uint8Array<ArrayBuffer>) => void
  readonly now: () => number
}

/** How previews are wanted. */
export interface PreviewLimits {
  readonly previewsPerSecond: number
  readonly previewSide: number
}

/** A preview with what its frame needs to know. */
type Shown = Pick<Frame, 'taskId' | 'lease' | 'image'> & { readonly pixels: PixelImage }

/** Sends previews of whatever is being made. */
export interface PreviewSender {
  /** Sends it, or a later one instead of it. */
  show(shown: Shown): void
  /** Forgets what waits, as its picture is finished or its connection is gone. */
  clear(): void
  setLimits(limits: PreviewLimits): void
}

/** Makes a sender that never has more than one preview waiting: the latest. */
export function createPreviewSender(parts: PreviewParts): PreviewSender {
  let limits: PreviewLimits = { previewsPerSecond: 0, previewSide: 0 }
  let waiting: Shown | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let isEncoding = false
  let generation = 0
  let lastSentAt = -Infinity
  let seq = 0

  const isWanted = () => limits.previewsPerSecond > 0 && limits.previewSide > 0

  const send = async ({ pixels, ...name }: Shown) => {
    const mine = generation
    isEncoding = true
    const payload = await parts.encode(pixels, limits.previewSide).catch(() => null)
    isEncoding = false
    const isLate = mine !== generation || parts.bufferedAmount() > MAX_BUFFERED_BYTES
    if (payload && payload.byteLength <= MAX_PREVIEW_BYTES && !isLate) {
      parts.send(encodeFrame({ ...name, type: 'preview', last: true, seq: seq++ >>> 0, offset: 0, payload }))
    }
    next()
  }
  const next = () => {
    clearTimeout(timer)
    if (!waiting || isEncoding || !isWanted()) return
    const pause = lastSentAt + 1000 / limits.previewsPerSecond - parts.now()
    if (pause > 0) {
      timer = setTimeout(next, pause)
      return
    }
    const shown = waiting
    waiting = null
    lastSentAt = parts.now()
    void send(shown)
  }

  return {
    show: (shown) => {
      if (!isWanted() || parts.bufferedAmount() > MAX_BUFFERED_BYTES) return
      waiting = shown
      next()
    },
    clear: () => {
      clearTimeout(timer)
      waiting = null
      generation++
    },
    setLimits: (wanted) => {
      limits = wanted
    },
  }
}
