import type { Frame } from '../../contract/protocol/frame.ts'
import { toHex } from '../../contract/protocol/identifiers.ts'
import type { RelayMessage } from '../../contract/protocol/messages.ts'

/** A picture that was announced with a job. */
type Announced = Extract<RelayMessage, { t: 'job' }>['inputs'][number]

/** A picture as a request carries it. */
interface Input {
  readonly mime: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** What became of one more frame. */
export type InputStep =
  | { readonly kind: 'more' }
  | { readonly kind: 'complete' }
  /** The bytes are not the announced ones. */
  | { readonly kind: 'wrong'; readonly message: string }

/** Puts a job's input pictures together from frames. */
export interface InputCollector {
  /** Whether nothing is missing; true at once for a job without pictures. */
  isComplete(): boolean
  take(frame: Frame): InputStep
  /** @returns the pictures by name, or null when one is not what was announced */
  check(): Promise<ReadonlyMap<string, Input> | null>
}

/** SHA-256 as the platform computes it; missing where the page's address is not trusted. */
export type Digest = (bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>

/** Starts collecting. Memory grows with what arrives, not with what was announced. */
export function collectInputs(announced: readonly Announced[], digest: Digest): InputCollector {
  const files = announced.map(() => ({ pieces: [] as Uint8Array[], length: 0 }))
  const isComplete = () => announced.every(({ bytes }, at) => files[at]!.length === bytes)

  const join = (at: number): Uint8Array<ArrayBuffer> => {
    const whole = new Uint8Array(announced[at]!.bytes)
    let offset = 0
    for (const piece of files[at]!.pieces) {
      whole.set(piece, offset)
      offset += piece.byteLength
    }
    return whole
  }

  return {
    isComplete,
    take: ({ image, offset, payload }) => {
      const file = files[image]
      const expected = announced[image]
      if (!file || !expected) return { kind: 'wrong', message: `input ${image} was not announced` }
      if (offset !== file.length || offset + payload.byteLength > expected.bytes) {
        return { kind: 'wrong', message: `input ${image} has bytes out of place` }
      }
      // A frame's payload is a view of the whole message, which would be kept alive by it.
      file.pieces.push(payload.slice())
      file.length += payload.byteLength
      return isComplete() ? { kind: 'complete' } : { kind: 'more' }
    },
    check: async () => {
      const inputs = new Map<string, Input>()
      for (const [at, { name, mime, sha256 }] of announced.entries()) {
        const bytes = join(at)
        if (toHex(new Uint8Array(await digest(bytes))) !== sha256) return null
        inputs.set(name, { mime, bytes })
      }
      return inputs
    },
  }
}
