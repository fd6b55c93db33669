/** A prompt style: a text around the prompt. `{prompt}` marks the prompt's place; lines are separate texts. */
export interface Style {
  /** Fooocus' name where there is one; stored in requests and files. */
  readonly name: string
  readonly positive: string
  readonly negative: string
  readonly collection: 'sticker' | 'fooocus' | 'sai'
}

const LOW_QUALITY = 'blurry, low quality, jpeg artefacts, deformed, cropped, watermark, signature'

/** The styles this build offers, in the order they are shown. All texts are our own. */
export const STYLES: readonly Style[] = [
  { name: 'Sticker 3D', collection: 'sticker', positive: '3d render of {prompt}', negative: 'flat' },
  { name: 'Sticker Flat', collection: 'sticker', positive: 'flat icon of {prompt}', negative: '3d' },
  { name: 'Sticker Cartoon', collection: 'sticker', positive: 'cartoon of {prompt}', negative: '3d' },

  { name: 'Fooocus Enhance', collection: 'fooocus', positive: '', negative: LOW_QUALITY },
  {
    name: 'Fooocus Semi Realistic',
    collection: 'fooocus',
    positive: '',
    negative: 'photograph, harsh realism, plastic skin, waxy, over-sharpened',
  },
  {
    name: 'Fooocus Sharp',
    collection: 'fooocus',
    positive: 'crisp still of {prompt}, fine detail, clear focus, balanced light, rich texture',
    negative: 'soft focus, smeared, painting, cartoon, noise',
  },
  {
    name: 'Fooocus Masterpiece',
    collection: 'fooocus',
    positive:
      'masterful artwork of {prompt}, intricate, beautiful composition, luminous colour, celebrated artist',
    negative: 'amateur, clumsy, flat light, dull',
  },
  {
    name: 'Fooocus Photograph',
    collection: 'fooocus',
    positive: 'photograph of {prompt}, 50mm lens, natural light, depth of field, true colour',
    negative: 'drawing, illustration, render, cartoon',
  },
  {
    name: 'Fooocus Negative',
    collection: 'fooocus',
    positive: '',
    negative: 'extra limbs, fused fingers, bad anatomy, disfigured, duplicate, text, logo',
  },
  {
    name: 'Fooocus Cinematic',
    collection: 'fooocus',
    positive: 'film still of {prompt}, wide frame, dramatic light, shallow focus, colour graded, grain',
    negative: 'snapshot, flat light, cartoon, drawing',
  },
  {
    name: 'Fooocus Pony',
    collection: 'fooocus',
    positive: 'score_9, score_8_up, score_7_up, {prompt}',
    negative: 'score_6, score_5, score_4',
  },

  {
    name: 'SAI 3D Model',
    collection: 'sai',
    positive: '3d model of {prompt}, clean topology, studio light, physically based materials',
    negative: 'flat, sketch, photograph, painting',
  },
  {
    name: 'SAI Analog Film',
    collection: 'sai',
    positive: 'analog film photograph of {prompt}, faded colour, grain, light leak, 35mm',
    negative: 'digital, render, clean, cartoon',
  },
  {
    name: 'SAI Anime',
    collection: 'sai',
    positive: 'anime key visual of {prompt}, vivid colour, clean line art, studio production',
    negative: 'photograph, realistic, 3d, monochrome',
  },
  {
    name: 'SAI Cinematic',
    collection: 'sai',
    positive: 'cinematic frame of {prompt}, moody, anamorphic, bokeh, epic scale',
    negative: 'cartoon, drawing, flat, snapshot',
  },
  {
    name: 'SAI Comic Book',
    collection: 'sai',
    positive: 'comic book panel of {prompt}, bold ink, halftone dots, dynamic pose',
    negative: 'photograph, realistic, render, blurry',
  },
  {
    name: 'SAI Craft Clay',
    collection: 'sai',
    positive: 'clay figure of {prompt}, plasticine, fingerprints, handmade, soft light',
    negative: 'sloppy, photograph, flat, glass',
  },
  {
    name: 'SAI Digital Art',
    collection: 'sai',
    positive: 'concept art of {prompt}, digital painting, matte, detailed illustration',
    negative: 'photograph, realistic, plain',
  },
  {
    name: 'SAI Enhance',
    collection: 'sai',
    positive: 'striking picture of {prompt}, superb detail, vivid, award winning',
    negative: 'ugly, distorted, noisy, washed out',
  },
  {
    name: 'SAI Fantasy Art',
    collection: 'sai',
    positive: 'ethereal fantasy art of {prompt}, magical, mystical light, epic, majestic',
    negative: 'modern, mundane, photograph, plain',
  },
  {
    name: 'SAI Isometric',
    collection: 'sai',
    positive: 'isometric view of {prompt}, tidy, crisp edges, soft shadow, diorama',
    negative: 'perspective, tilted, blurry, photograph',
  },
  {
    name: 'SAI Line Art',
    collection: 'sai',
    positive: 'line art drawing of {prompt}, clean contours, sparse, elegant strokes',
    negative: 'colour wash, render, photograph, shading',
  },
  {
    name: 'SAI Lowpoly',
    collection: 'sai',
    positive: 'low poly model of {prompt}, faceted surfaces, simple shapes, ambient occlusion',
    negative: 'smooth, detailed texture, photograph, noisy',
  },
  {
    name: 'SAI Neonpunk',
    collection: 'sai',
    positive: 'neon-lit {prompt}, cyber city glow, magenta and teal, rain, dark backdrop',
    negative: 'daylight, painting, drab, pastel',
  },
  {
    name: 'SAI Origami',
    collection: 'sai',
    positive: 'origami of {prompt}, folded paper, pleats, sharp creases, centered',
    negative: 'noisy, sloppy, messy, grainy, photograph',
  },
  {
    name: 'SAI Photographic',
    collection: 'sai',
    positive: 'professional photograph of {prompt}, sharp subject, soft background, bokeh',
    negative: 'drawing, painting, cartoon, glitch',
  },
  {
    name: 'SAI Pixel Art',
    collection: 'sai',
    positive: 'pixel art of {prompt}, 16-bit, blocky, limited palette',
    negative: 'smooth, blurry, photograph, gradient',
  },
  {
    name: 'SAI Texture',
    collection: 'sai',
    positive: 'seamless texture of {prompt}, top view, even light, tileable',
    negative: 'object, perspective, border, shadow',
  },
]
