import { AppError } from '../../contract/errors.ts'
import type { Frame } from '../../contract/protocol/frame.ts'
import type { RelayMessage } from '../../contract/protocol/messages.ts'
import type { WirePicture } from '../../contract/protocol/wire-picture.ts'
import type { PictureFiles, PictureUpload } from '../files/ports.ts'
import type { Job, StoredPicture } from '../jobs/job.ts'
import type { TabLimits } from './limits.ts'

/** What receiving pictures needs. */
export interface IncomingParts {
  readonly job: Job
  readonly files: PictureFiles
  readonly limits: TabLimits
  readonly now: () => number
  readonly send: (message: RelayMessage) => void
  /** Notes a picture that lies safely on disk; false when the lease is over. */
  readonly keep: (picture: StoredPicture) => Promise<boolean>
  /** Everything announced has been kept. */
  readonly onComplete: () => void
  /** Nothing more can come of this attempt: `invalid_request` for wrong bytes, or what the files say. Told once. */
  readonly onTrouble: (error: unknown) => void
}

/** The pictures of one attempt on their way to the disk, in turn. */
export interface IncomingPictures {
  announce(picture: WirePicture): void
  /** @returns false when it is beyond the credit that was given */
  take(frame: Frame): boolean
  /** How far each announced picture has come. */
  uploaded(): { image: number; upto: number }[]
  /** Whether nothing announced is missing. */
  isComplete(): boolean
  /** After a lost connection both sides count credit from the start. */
  restartCredit(): void
  /** Resolves once everything received so far is written. */
  settled(): Promise<void>
  /** Drops what is not complete. */
  abort(): Promise<void>
}

interface Incoming {
  readonly picture: WirePicture
  /** The next byte that is to come; those before are here, if not all on disk yet. */
  next: number
  upload: PictureUpload | null
  isKept: boolean
}

/** Receives pictures piece by piece, with credit for what has been written. */
export function createIncomingPictures(parts: IncomingParts): IncomingPictures {
  const { job, limits } = parts
  const pictures = new Map<number, Incoming>()
  let announced = 0
  /** Received and not credited yet; written and not credited yet. */
  let ahead = 0
  let owed = 0
  let isOver = false
  let chain: Promise<void> = Promise.resolve()

  const fail = (error: unknown) => {
    if (isOver) return
    isOver = true
    parts.onTrouble(error)
  }
  const wrong = (message: string) => fail(new AppError('invalid_request', message))

  const inTurn = (work: () => Promise<void>) => {
    chain = chain.then(async () => {
      if (isOver) return
      try {
        await work()
      } catch (error) {
        fail(error)
      }
    })
  }

  const begin = async (incoming: Incoming) => {
    // The name and the folder are made here: a tab has no say in where its pictures go.
    incoming.upload = await parts.files.begin({
      ...incoming.picture,
      jobId: job.id,
      createdAt: parts.now(),
      saveName: job.saveName,
    })
  }

  const write = async ({ upload }: Incoming, piece: Uint8Array) => {
    await upload!.write(piece)
    owed += piece.byteLength
    if (owed < limits.chunkBytes) return
    const bytes = owed
    owed = 0
    ahead -= bytes
    parts.send({ t: 'credit', taskId: job.id, bytes })
  }

  const complete = async (incoming: Incoming) => {
    const { index, bytes } = incoming.picture
    const stored = await incoming.upload!.commit()
    if (!(await parts.keep(stored))) return void (await parts.files.removeOutputs([stored.file]))
    incoming.isKept = true
    incoming.upload = null
    parts.send({ t: 'ack', taskId: job.id, image: index, upto: bytes })
    if (isComplete()) parts.onComplete()
  }

  const isComplete = () => [...pictures.values()].every(({ isKept }) => isKept)

  return {
    announce: (picture) => {
      const known = pictures.get(picture.index)
      if (known?.picture.sha256 === picture.sha256 && known.picture.bytes === picture.bytes) {
        // The same again, after a connection that broke before its answer came.
        if (known.isKept) parts.send({ t: 'ack', taskId: job.id, image: picture.index, upto: picture.bytes })
        return
      }
      if (known && !known.isKept) return wrong('another picture was announced before the first had come')
      announced += picture.bytes
      if (picture.bytes > limits.pictureBytes || announced > limits.attemptBytes) {
        return wrong('more bytes were announced than an attempt may send')
      }
      const incoming: Incoming = { picture, next: 0, upload: null, isKept: false }
      pictures.set(picture.index, incoming)
      inTurn(() => begin(incoming))
    },
    take: ({ image, offset, payload }) => {
      ahead += payload.byteLength
      if (ahead > limits.windowBytes) return false
      const incoming = pictures.get(image)
      const end = offset + payload.byteLength
      if (!incoming || offset !== incoming.next || end > incoming.picture.bytes || end === offset) {
        wrong('bytes came that were not announced, or not in order')
        return true
      }
      incoming.next = end
      inTurn(() => write(incoming, payload))
      if (end === incoming.picture.bytes) inTurn(() => complete(incoming))
      return true
    },
    uploaded: () => [...pictures.values()].map(({ picture, next }) => ({ image: picture.index, upto: next })),
    isComplete,
    restartCredit: () => {
      ahead = 0
      owed = 0
    },
    settled: () => chain,
    abort: async () => {
      isOver = true
      await chain
      const left = [...pictures.values()].flatMap(({ upload }) => upload ?? [])
      // A temporary file that stays behind is cleared away at the next start.
      await Promise.allSettled(left.map((upload) => upload.abort()))
    },
  }
}
