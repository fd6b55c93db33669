import { styleTable } from '../style-table.ts'

/** Fooocus' own styles. */
export const FOOOCUS_STYLES = styleTable(
  'fooocus',
  `
Fooocus Enhance |  | blurry, low quality, jpeg artefacts, deformed, cropped, watermark, signature
Fooocus Semi Realistic |  | photograph, harsh realism, plastic skin, waxy, over-sharpened
Fooocus Sharp | crisp still of {prompt}, fine detail, clear focus, balanced light, rich texture | soft focus, smeared, painting, cartoon, noise
Fooocus Masterpiece | masterful artwork of {prompt}, intricate, beautiful composition, luminous colour, celebrated artist | amateur, clumsy, flat light, dull
Fooocus Photograph | photograph of {prompt}, 50mm lens, natural light, depth of field, true colour | drawing, illustration, render, cartoon
Fooocus Negative |  | extra limbs, fused fingers, bad anatomy, disfigured, duplicate, text, logo
Fooocus Cinematic | film still of {prompt}, wide frame, dramatic light, shallow focus, colour graded, grain | snapshot, flat light, cartoon, drawing
Fooocus Pony | score_9, score_8_up, score_7_up, {prompt} | score_6, score_5, score_4
`,
)
