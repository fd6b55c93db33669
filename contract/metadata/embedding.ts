import type { MetadataScheme } from './parameters.ts'

/** What goes into a picture beside its pixels. */
export interface Embedding {
  readonly scheme: MetadataScheme
  /** The parameters in that scheme, without NUL characters. */
  readonly text: string
  /** Name and version of the program, for readers that show them. */
  readonly version: string
}

/** What came out of a picture; `null` where it says nothing. */
export interface FoundText {
  readonly text: string
  /** The scheme as the picture names it: any text, or nothing. */
  readonly marker: string | null
  /** Whether the place itself tells that this is generation metadata; a comment in Exif may be anything. */
  readonly isDedicated: boolean
}

/** A written file, or why none could be written. The original is never modified. */
export type WriteResult =
  | { readonly kind: 'written'; readonly file: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'refused'; readonly reason: 'wrong-type' | 'damaged' }
  | {
      readonly kind: 'refused'
      readonly reason: 'too-large'
      readonly neededBytes: number
      readonly limitBytes: number
    }

/** Longest metadata text in bytes that is written or read. Prompts take kilobytes; more is an accident or an attack. */
export const MAX_TEXT_BYTES = 1 << 20
