import { styleTable } from '../style-table.ts'

/** The styles that came to Fooocus from its MRE fork. */
export const MRE_STYLES = styleTable(
  'mre',
  `
MRE Cinematic Dynamic | action film still of {prompt}, mid-motion, low camera, sweeping light, epic wide frame | static, dull, drawing, painting, cartoon, render
MRE Spontaneous Picture | candid snapshot of {prompt}, unposed, everyday light, slight tilt, honest moment | posed, studio, drawing, painting, cartoon, render
MRE Artistic Vision | personal vision of {prompt}, expressive brushwork, poetic colour, bold composition | ordinary, bland, photograph
MRE Dark Dream | {prompt} in a dark dream, drifting mist, deep shadow, uneasy beauty, muted colour | bright, cheerful, plain
MRE Gloomy Art | gloomy painting of {prompt}, overcast, grey palette, lonely mood, heavy sky | sunny, vivid, happy
MRE Bad Dream | nightmare about {prompt}, warped shapes, sick light, dread, scratched texture | pleasant, calm, pretty
MRE Underground | underground culture picture of {prompt}, gritty, stencil and tape, raw contrast, basement light | clean, polished, corporate
MRE Surreal Painting | surreal oil painting of {prompt}, impossible space, dream logic, precise brush | photograph, ordinary, logical
MRE Dynamic Illustration | dynamic illustration of {prompt}, speed lines, strong diagonal, energetic ink and colour | stiff, photograph, dull
MRE Undead Art | {prompt} risen from the grave, bone and rags, cold moonlight, gothic horror painting | alive, cheerful, clean
MRE Elemental Art | {prompt} made of fire, water, earth and wind, swirling elements, glowing energy | plain, still, photograph
MRE Space Art | space art of {prompt}, nebulae, distant stars, planets, cosmic scale | indoors, daylight, blurry
MRE Ancient Illustration | ancient illustration of {prompt}, worn parchment, faded ink, ornamental border | modern, glossy, photograph
MRE Brave Art | heroic portrait of {prompt}, fearless stance, rising light, bold strokes | timid, dull, flat
MRE Heroic Fantasy | heroic fantasy painting of {prompt}, armour and banners, vast landscape, golden light | modern, mundane, photograph
MRE Dark Cyberpunk | dark cyberpunk scene of {prompt}, wet streets, neon signs, chrome, smoke | daylight, rural, bright
MRE Lyrical Geometry | lyrical geometry of {prompt}, circles and lines in harmony, floating shapes, soft colour | photograph, realistic, 3d render, clutter
MRE Sumi E Symbolic | symbolic sumi-e of {prompt}, a few black brush strokes, empty paper, calm | colourful, photograph, realistic, 3d render
MRE Sumi E Detailed | detailed sumi-e of {prompt}, layered ink washes, fine brush, rice paper | colourful, photograph, realistic, 3d render
MRE Manga | manga page of {prompt}, black ink, screentone, expressive line | colour, photograph, realistic, 3d render
MRE Anime | anime scene of {prompt}, clear line, cel colours, dramatic sky | photograph, realistic, 3d render, sketch
MRE Comic | comic art of {prompt}, bold outlines, flat colours, lively shading | photograph, realistic, 3d render, blurry
`,
)
