import { styleTable } from '../style-table.ts'

/** The styles named after Stability AI's presets. */
export const SAI_STYLES = styleTable(
  'sai',
  `
SAI 3D Model | 3d model of {prompt}, clean topology, studio light, physically based materials | flat, sketch, photograph, painting
SAI Analog Film | analog film photograph of {prompt}, faded colour, grain, light leak, 35mm | digital, render, clean, cartoon
SAI Anime | anime key visual of {prompt}, vivid colour, clean line art, studio production | photograph, realistic, 3d, monochrome
SAI Cinematic | cinematic frame of {prompt}, moody, anamorphic, bokeh, epic scale | cartoon, drawing, flat, snapshot
SAI Comic Book | comic book panel of {prompt}, bold ink, halftone dots, dynamic pose | photograph, realistic, render, blurry
SAI Craft Clay | clay figure of {prompt}, plasticine, fingerprints, handmade, soft light | sloppy, photograph, flat, glass
SAI Digital Art | concept art of {prompt}, digital painting, matte, detailed illustration | photograph, realistic, plain
SAI Enhance | striking picture of {prompt}, superb detail, vivid, award winning | ugly, distorted, noisy, washed out
SAI Fantasy Art | ethereal fantasy art of {prompt}, magical, mystical light, epic, majestic | modern, mundane, photograph, plain
SAI Isometric | isometric view of {prompt}, tidy, crisp edges, soft shadow, diorama | perspective, tilted, blurry, photograph
SAI Line Art | line art drawing of {prompt}, clean contours, sparse, elegant strokes | colour wash, render, photograph, shading
SAI Lowpoly | low poly model of {prompt}, faceted surfaces, simple shapes, ambient occlusion | smooth, detailed texture, photograph, noisy
SAI Neonpunk | neon-lit {prompt}, cyber city glow, magenta and teal, rain, dark backdrop | daylight, painting, drab, pastel
SAI Origami | origami of {prompt}, folded paper, pleats, sharp creases, centered | noisy, sloppy, messy, grainy, photograph
SAI Photographic | professional photograph of {prompt}, sharp subject, soft background, bokeh | drawing, painting, cartoon, glitch
SAI Pixel Art | pixel art of {prompt}, 16-bit, blocky, limited palette | smooth, blurry, photograph, gradient
SAI Texture | seamless texture of {prompt}, top view, even light, tileable | object, perspective, border, shadow
`,
)
