import type { ReadParameters } from '../../../contract/metadata/parameters.ts'
import { readMetadata } from '../../../contract/metadata/picture-metadata.ts'
import { toSamplerLabel } from '../../../contract/metadata/sampler-labels.ts'

/** What a picture says about its making, in A1111's form. */
export interface PngInfo {
  /** The text as it stands in the picture; empty for none. */
  readonly info: string
  /** What else it carries. */
  readonly items: Readonly<Record<string, string>>
  /** By A1111's labels; only those that the picture tells. */
  readonly parameters: Readonly<Record<string, string | number>>
}

/** Reads both of Fooocus' schemes and A1111's own text out of a picture file. */
export function readPngInfo(picture: Uint8Array): PngInfo {
  const found = readMetadata(picture)
  if (found.kind !== 'found') return { info: '', items: {}, parameters: {} }
  return { info: found.text, items: { scheme: found.scheme }, parameters: labelled(found.parameters) }
}

function labelled(read: ReadParameters): Record<string, string | number> {
  const { sampler, scheduler = '', resolution } = read
  const pairs: readonly (readonly [string, string | number | undefined])[] = [
    ['Prompt', read.prompt],
    ['Negative prompt', read.negativePrompt],
    ['Steps', read.steps],
    ['Sampler', sampler === undefined ? undefined : toSamplerLabel(sampler, scheduler)],
    ['Schedule type', read.scheduler],
    ['CFG scale', read.guidanceScale],
    ['Seed', read.seed],
    ['Size-1', resolution?.width],
    ['Size-2', resolution?.height],
    ['Model', read.baseModel],
    ['Model hash', read.baseModelHash],
    ['VAE', read.vae],
    ['Clip skip', read.clipSkip],
    ['Version', read.version],
  ]
  return Object.fromEntries(
    pairs.filter((pair): pair is readonly [string, string | number] => pair[1] !== undefined),
  )
}
