/**
 * Draws the small pictures of the page with the built-in model: one for each style, the same prompt and seed for all,
 * and those of the tiles of a first visit. About 300 pictures; run it again when a style or the model changes.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { STYLES } from '../contract/catalog/styles.ts'
import type { PixelImage } from '../contract/image.ts'
import { SAMPLE_PROMPTS, SAMPLE_TILE } from '../web/features/first-run/sample-prompts.ts'
import { STYLE_COLUMNS, STYLE_TILE } from '../web/features/styles/style-sprite.ts'
import { openPainter } from './sprite/open-painter.ts'
import { writeSprite } from './sprite/write-sprite.ts'

/** Something with a shape, several colours and a ground, so that styles have something to change. */
const PROMPT = 'a house'
const SEED = '3'

const folder = join(import.meta.dirname, '../web/pictures')
await mkdir(folder, { recursive: true })
const painter = await openPainter()

const samples: PixelImage[] = []
for (const prompt of SAMPLE_PROMPTS) {
  samples.push(await painter.draw({ prompt, style_selections: [], image_seed: '1', sharpness: 2 }))
}
const sampleBytes = await writeSprite(samples, join(folder, 'samples'), {
  side: SAMPLE_TILE,
  columns: SAMPLE_PROMPTS.length,
  quality: { avif: 60, webp: 80 },
})
console.log(`samples: ${sampleBytes.join(' and ')} bytes`)

const pictures: PixelImage[] = []
for (const { name } of STYLES) {
  pictures.push(
    await painter.draw({
      prompt: PROMPT,
      style_selections: [name],
      image_seed: SEED,
      performance_selection: 'Lightning',
    }),
  )
  if (pictures.length % 20 === 0) console.log(`${pictures.length} of ${STYLES.length}`)
}
await painter.close()
const styleBytes = await writeSprite(pictures, join(folder, 'styles'), {
  side: STYLE_TILE,
  columns: STYLE_COLUMNS,
  quality: { avif: 50, webp: 70 },
})
console.log(`styles: ${styleBytes.join(' and ')} bytes`)
