import type { PictureMime } from '../../contract/image.ts'
import { sniffFile } from '../../contract/metadata/sniff-file.ts'
import type { Frame } from '../../contract/protocol/frame.ts'
import type { JobPreview } from '../jobs/job.ts'
import type { TabLimits } from './limits.ts'

/** Lets the previews of one job through, as far as they are worth it. */
export interface PreviewGate {
  /** Null for a frame that is no small picture, or comes too soon after others. The bytes are a copy. */
  pass(frame: Frame): JobPreview | null
}

const MIMES: Readonly<Record<string, PictureMime>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
}

/** @param limits a burst of one second's worth is let through */
export function createPreviewGate(limits: TabLimits, now: () => number): PreviewGate {
  const perSecond = limits.previewsPerSecond
  let left = perSecond
  let countedAt = now()
  return {
    pass: ({ last, image, payload }) => {
      if (!last || payload.byteLength > limits.previewBytes) return null
      const mime = MIMES[sniffFile(payload)]
      if (!mime) return null
      left = Math.min(perSecond, left + ((now() - countedAt) / 1000) * perSecond)
      countedAt = now()
      if (left < 1) return null
      left -= 1
      return { mime, bytes: Uint8Array.from(payload), image }
    },
  }
}
