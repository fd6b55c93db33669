import { readFile } from 'node:fs/promises'
import { z } from '../../contract/zod.ts'

const Row = z.array(z.number()).length(64)

/** What the trained modules compute, 64 numbers evenly spread over each output. See training/sticker/check_export.py. */
export const StickerVectors = z.strictObject({
  /** One with words, one empty. */
  captions: z.tuple([z.string(), z.string()]),
  timestep: z.number(),
  context: z.tuple([Row, Row]),
  v: z.array(z.strictObject({ size: z.tuple([z.int(), z.int()]), rows: z.tuple([Row, Row]) })),
  decoded: Row,
  encoded: Row,
  loras: z.array(z.strictObject({ file: z.string(), v: z.tuple([Row, Row]) })),
})
export type StickerVectors = z.infer<typeof StickerVectors>

/** The vectors of the built-in model. */
export async function readStickerVectors(): Promise<StickerVectors> {
  const file = new URL('../../e2e/fixtures/sticker-vectors.json', import.meta.url)
  return StickerVectors.parse(JSON.parse(await readFile(file, 'utf8')))
}
