import {
  encodeFrame,
  FRAME_HEADER_BYTES,
  MAX_FRAME_BYTES,
  type Frame,
} from '../../contract/protocol/frame.ts'
import type { WirePicture } from '../../contract/protocol/wire-picture.ts'

/** How the relay wants results cut, and how far ahead of its credit a tab may go. In bytes. */
export interface UploadLimits {
  readonly frameBytes: number
  readonly chunkBytes: number
  readonly windowBytes: number
}

/** One picture on its way. */
export interface Upload {
  readonly picture: WirePicture
  readonly bytes: Uint8Array<ArrayBuffer>
  isAnnounced: boolean
  /** Next byte to send. */
  offset: number
  /** The first so many bytes are safe with the relay. */
  acked: number
  seq: number
}

/** Where the pieces of a job's pictures go. */
export interface UploadDoor {
  announce(picture: WirePicture): void
  send(frame: Uint8Array<ArrayBuffer>): void
}

/** The pictures of one job, sent one after another under the relay's credit. */
export interface UploadLine {
  /**
   * Adds a picture. A second one of the same index, made again after a reload, changes nothing: the relay may have
   * begun to write the first.
   */
  add(picture: WirePicture, bytes: Uint8Array<ArrayBuffer>, acked?: number): void
  /** Room for more bytes of pictures; the headers of frames do not count. */
  credit(bytes: number): void
  ack(image: number, upto: number): void
  /** Begins again on a new connection: what is acked is not sent twice. */
  restart(limits: UploadLimits, acked: readonly { readonly image: number; readonly upto: number }[]): void
  /** Sends as much as credit allows. */
  pump(door: UploadDoor): void
  /** Whether every byte of every picture has been handed to the connection. */
  isAllSent(): boolean
  uploads(): readonly Upload[]
}

/** Makes the line of a job. */
export function createUploadLine(name: Pick<Frame, 'taskId' | 'lease'>, first: UploadLimits): UploadLine {
  const line: Upload[] = []
  let limits = first
  let credit = first.windowBytes

  const pieceBytes = () => {
    const largest = Math.min(limits.frameBytes, MAX_FRAME_BYTES) - FRAME_HEADER_BYTES
    return Math.max(1, Math.min(limits.chunkBytes, limits.windowBytes, largest))
  }
  const sendPiece = (upload: Upload, door: UploadDoor): boolean => {
    const payload = upload.bytes.subarray(upload.offset, upload.offset + pieceBytes())
    if (payload.byteLength > credit) return false
    const { offset, seq, picture } = upload
    upload.offset += payload.byteLength
    upload.seq++
    credit -= payload.byteLength
    const last = upload.offset === upload.bytes.byteLength
    door.send(encodeFrame({ ...name, type: 'result', last, image: picture.index, seq, offset, payload }))
    return true
  }
  const isSent = ({ offset, bytes }: Upload) => offset >= bytes.byteLength

  return {
    add: (picture, bytes, acked = 0) => {
      if (line.some((one) => one.picture.index === picture.index)) return
      line.push({ picture, bytes, isAnnounced: false, offset: acked, acked, seq: 0 })
    },
    credit: (bytes) => {
      credit += bytes
    },
    ack: (image, upto) => {
      const upload = line.find(({ picture }) => picture.index === image)
      if (upload && upto <= upload.bytes.byteLength) upload.acked = Math.max(upload.acked, upto)
    },
    restart: (next, acked) => {
      limits = next
      credit = next.windowBytes
      for (const upload of line) {
        const safe = acked.find(({ image }) => image === upload.picture.index)?.upto ?? 0
        upload.acked = Math.min(safe, upload.bytes.byteLength)
        upload.offset = upload.acked
        upload.isAnnounced = isSent(upload)
      }
    },
    pump: (door) => {
      for (const upload of line) {
        if (!upload.isAnnounced) {
          upload.isAnnounced = true
          door.announce(upload.picture)
        }
        while (!isSent(upload)) if (!sendPiece(upload, door)) return
      }
    },
    isAllSent: () => line.every((upload) => upload.isAnnounced && isSent(upload)),
    uploads: () => line,
  }
}
