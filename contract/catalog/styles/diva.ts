import { styleTable } from '../style-table.ts'

/** The styles of Diva's collection. */
export const DIVA_STYLES = styleTable(
  'diva',
  `
Cinematic Diva | glamorous film portrait of {prompt}, star lighting, rich costume, dramatic close-up | plain, casual, blurry, noisy, low quality
Abstract Expressionism | abstract expressionist painting of {prompt}, sweeping gestures, splashes, large canvas | realistic, neat, photograph
Academia | dark academia picture of {prompt}, old library, tweed, books, candlelight | modern, neon, beach
Action Figure | action figure of {prompt}, jointed plastic toy, packaging, studio shot | alive, painting, flat
Adorable 3D Character | adorable 3d character of {prompt}, big head, soft materials, friendly smile | scary, realistic, flat
Adorable Kawaii | adorable kawaii {prompt}, pastel, sparkling eyes, tiny, sweet | scary, dark, realistic
Art Deco | art deco poster of {prompt}, stepped shapes, gold lines, elegant symmetry | messy, rustic, photograph
Art Nouveau | art nouveau poster of {prompt}, flowing hair, vines, decorative halo | angular, plain, photograph
Astral Aura | {prompt} with an astral aura, glowing outline, stars, violet light | dull, earthly, dark
Avant Garde | avant-garde picture of {prompt}, daring, experimental, unusual materials | ordinary, traditional, safe
Baroque | baroque painting of {prompt}, dramatic chiaroscuro, movement, rich drapery | modern, photograph, cartoon
Bauhaus Style Poster | Bauhaus poster of {prompt}, primary colours, circles and bars, sans-serif layout | ornate, photograph, organic
Blueprint Schematic Drawing | blueprint of {prompt}, white lines on blue, dimensions, technical views | colourful, painting, photograph
Caricature | caricature of {prompt}, exaggerated features, witty line, lively colour | photograph, exact likeness, grim
Cel Shaded Art | cel-shaded {prompt}, hard-edged shadow, flat colour, dark outline | soft shading, photograph, realistic, 3d render
Character Design Sheet | character design sheet of {prompt}, front, side and back, expressions, notes | single view, scenery, photograph
Classicism Art | classicist painting of {prompt}, ideal proportion, calm dignity, columns | modern, photograph, cartoon, abstract
Color Field Painting | colour field painting of {prompt}, large plain areas, hovering edges, quiet | detail, lines, photograph
Colored Pencil Art | coloured pencil drawing of {prompt}, visible hatching, layered pigment, paper grain | photograph, realistic, 3d render, smooth
Conceptual Art | conceptual art about {prompt}, an idea made visible, sparse installation | decorative, literal, busy
Constructivism | constructivist poster of {prompt}, industrial shapes, diagonals, red accents | ornate, soft, photograph
Cubism | cubist picture of {prompt}, faceted forms, overlapping views, restrained palette | photograph, realistic, 3d render, smooth
Dadaism | dadaist picture of {prompt}, absurd montage, found objects, nonsense print | orderly, pretty, realistic
Dark Fantasy | dark fantasy painting of {prompt}, ruined castle, ominous magic, cold light | bright, cute, modern
Dark Moody Atmosphere | {prompt} in a dark moody atmosphere, low key, fog, single light | bright, cheerful, flat
Dmt Art Style | visionary art of {prompt}, fractal patterns, radiant colour, infinite depth | dull, plain, realistic
Doodle Art | doodle of {prompt}, playful pen lines, filled corners, sketchbook | photograph, polished, 3d
Double Exposure | double exposure of {prompt}, silhouette filled with a landscape, soft blend | single layer, cartoon, busy
Dripping Paint Splatter Art | paint splatter art of {prompt}, drips, bursts of colour, wild energy | clean, neat, photograph
Expressionism | expressionist picture of {prompt}, jagged lines, intense colour, inner turmoil | calm, photograph, realistic
Faded Polaroid Photo | faded instant photo of {prompt}, washed-out colour, white border, soft blur | sharp, digital, drawing, painting, cartoon, render
Fauvism | fauvist painting of {prompt}, wild unnatural colour, broad strokes, simple form | muted, photograph, realistic, 3d render
Flat 2d Art | flat 2d art of {prompt}, simple shapes, solid colour, no shading | 3d, shading, photograph
Fortnite Art Style | stylised battle game render of {prompt}, chunky shapes, bright colour, playful | realistic, gritty, dull
Futurism | futurist painting of {prompt}, speed, repeated outlines, machine energy | still, photograph, realistic, 3d render
Glitchcore | glitch art of {prompt}, shifted channels, data noise, broken blocks | clean, natural, smooth
Glo Fi | hazy glo-fi picture of {prompt}, neon pastel, dreamy blur, tape grain | sharp, harsh, realistic
Googie Art Style | googie design of {prompt}, boomerang shapes, starbursts, space-age diner | rustic, gothic, minimal
Graffiti Art | graffiti art of {prompt}, spray-can mural, bold letters, urban wall | clean, framed, photograph
Harlem Renaissance Art | Harlem Renaissance painting of {prompt}, jazz rhythm, silhouettes, warm stylised figures | cold, photograph, abstract
High Fashion | high fashion picture of {prompt}, runway, sculptural garment, striking pose | casual, shabby, cartoon
Idyllic | idyllic scene of {prompt}, meadow, gentle sun, peace, harmony | gloomy, urban, harsh
Impressionism | impressionist picture of {prompt}, loose dabs, shimmering light, fleeting moment | sharp, photograph, realistic, 3d render
Infographic Drawing | infographic of {prompt}, labels, arrows, tidy icons, clear layout | painting, photograph, cluttered
Ink Dripping Drawing | ink drawing of {prompt}, dripping black ink, splashes, white paper | colour, photograph, realistic, 3d render
Japanese Ink Drawing | Japanese ink drawing of {prompt}, flowing brush, empty space, subtle wash | colourful, photograph, realistic, 3d render
Knolling Photography | knolling photograph of {prompt}, parts laid out at right angles, seen from above | messy, perspective, drawing, painting, cartoon, render
Light Cheery Atmosphere | {prompt} in a light cheery atmosphere, sunshine, fresh colour, airy | dark, gloomy, heavy
Logo Design | logo of {prompt}, simple mark, flat vector, strong silhouette, white background | photograph, detail, shading
Luxurious Elegance | {prompt} in luxurious elegance, silk, marble, gold, refined light | cheap, plain, cluttered
Macro Photography | macro photograph of {prompt}, extreme close-up, tiny detail, shallow focus | wide shot, drawing, painting, cartoon, render
Mandola Art | mandala of {prompt}, circular symmetry, intricate pattern, balanced colour | asymmetric, photograph, realistic, 3d render
Marker Drawing | marker drawing of {prompt}, bold felt strokes, bright ink, visible overlap | photograph, realistic, 3d render, pencil
Medievalism | medieval picture of {prompt}, knights, tapestry colours, flat perspective | modern, science fiction, photograph
Minimalism | minimalism of {prompt}, one form, bare ground, quiet colour | ornate, busy, crowded
Neo Baroque | neo-baroque picture of {prompt}, lavish ornament, theatrical light, modern twist | minimal, plain, flat
Neo Byzantine | neo-byzantine icon of {prompt}, gold mosaic, halos, solemn frontality | modern, casual, photograph
Neo Futurism | neo-futurist design of {prompt}, fluid architecture, glass, white curves | antique, rustic, messy
Neo Impressionism | neo-impressionist painting of {prompt}, divided colour, ordered dots, clear light | outline, photograph, realistic, 3d render
Neo Rococo | neo-rococo picture of {prompt}, pastel, shells and scrolls, playful elegance | plain, dark, industrial
Neoclassicism | neoclassical painting of {prompt}, marble calm, clear contour, noble gesture | modern, photograph, cartoon, abstract
Op Art | op art of {prompt}, vibrating lines, optical illusion, black and white | soft, painterly, photograph
Ornate And Intricate | ornate and intricate {prompt}, filigree, dense ornament, fine craft | plain, minimal, rough
Pencil Sketch Drawing | pencil sketch of {prompt}, graphite hatching, soft smudges, construction lines | colour, photograph, realistic, 3d render
Pop Art 2 | pop art print of {prompt}, repeated image, comic dots, saturated flat colour | muted, realistic, photograph
Rococo | rococo painting of {prompt}, light pastel, garlands, graceful play | modern, photograph, cartoon, dark
Silhouette Art | silhouette art of {prompt}, solid black shape, clean edge, plain backdrop | detail, shading, photograph
Simple Vector Art | simple vector art of {prompt}, flat shapes, smooth curves, few colours | texture, 3d, photograph
Sketchup | architectural 3d sketch of {prompt}, thin black edges, plain faces, simple shadow | photograph, painting, grain
Steampunk 2 | steampunk {prompt}, copper machinery, goggles, airships, sepia light | modern plastic, neon, minimal
Surrealism | surrealist painting of {prompt}, impossible encounter, precise detail, dream light | ordinary, photograph, logical
Suprematism | suprematist painting of {prompt}, floating squares, pure colour, white ground | figurative, photograph, realistic, 3d render
Terragen | digital landscape with {prompt}, vast terrain, realistic sky, distant haze | indoors, flat, cartoon
Tranquil Relaxing Atmosphere | {prompt} in a tranquil atmosphere, still water, soft light, gentle colour | chaotic, loud, harsh
Sticker Designs | sticker of {prompt}, thick white border, vinyl, bright colour, simple background | photograph, busy background, blurry
Vibrant Rim Light | {prompt} with vibrant rim light, coloured edges, dark backdrop, glow | flat light, washed out, dull
Volumetric Lighting | {prompt} in volumetric light, visible beams, dust, depth | flat light, dull, noisy
Watercolor 2 | loose watercolour of {prompt}, wet paint, blooms, splashes, paper texture | thick paint, photograph, realistic, 3d render
Whimsical And Playful | whimsical {prompt}, playful shapes, happy colour, imaginative detail | serious, dark, realistic
`,
)
