import { styleTable } from '../style-table.ts'

/** The styles of Marc K3nt3l's collection. */
export const MARC_K3NT3L_STYLES = styleTable(
  'marc_k3nt3l',
  `
Mk Chromolithography | chromolithograph of {prompt}, many stone-printed colours, Victorian print, fine stipple | digital, photograph, realistic, 3d render
Mk Cross Processing Print | cross-processed print of {prompt}, shifted colour, high contrast, green shadow | natural colour, drawing, painting, cartoon, render
Mk Dufaycolor Photograph | early colour photograph of {prompt}, faint mosaic of red, green and blue, soft | digital, sharp, drawing, painting, cartoon, render
Mk Herbarium | herbarium sheet of {prompt}, pressed specimen, handwritten label, aged paper | living scene, 3d, modern
Mk Punk Collage | punk collage of {prompt}, torn photocopies, ransom letters, safety pins | neat, elegant, smooth
Mk Mosaic | mosaic of {prompt}, small coloured tiles, grout lines, glitter of glass | smooth, photograph, realistic, 3d render
Mk Van Gogh | post-impressionist painting of {prompt}, swirling thick strokes, blue and yellow, starry air | smooth, photograph, realistic, 3d render
Mk Coloring Book | colouring book page of {prompt}, clean black outline, white inside | colour, shading, photograph
Mk Singer Sargent | society portrait painting of {prompt}, confident loose brush, silk highlights, warm dark ground | flat, cartoon, photograph
Mk Pollock | drip painting of {prompt}, tangled threads of paint, all-over rhythm | figurative, neat, photograph
Mk Basquiat | raw neo-expressionist painting of {prompt}, scrawled words, crowns, rough figures | polished, neat, photograph
Mk Andy Warhol | screen-printed pop portrait of {prompt}, repeated panels, off-register bright colour | subtle, realistic, single tone
Mk Halftone Print | halftone print of {prompt}, visible dots, newspaper ink, two colours | smooth tone, glossy, 3d
Mk Gond Painting | Gond painting of {prompt}, dots and dashes filling bright animals and trees | perspective, photograph, realistic, 3d render
Mk Albumen Print | albumen print of {prompt}, warm brown, soft detail, nineteenth-century album | colour, digital, cartoon
Mk Aquatint Print | aquatint of {prompt}, grainy tonal areas, etched line, soft black | colour, digital, photograph
Mk Anthotype Print | anthotype of {prompt}, plant-dye image, faint magenta, rough paper | sharp, vivid, digital
Mk Inuit Carving | Inuit carving of {prompt}, smooth soapstone, rounded simple form | painted, sharp, busy
Mk Bromoil Print | bromoil print of {prompt}, brushed greasy ink, painterly photograph, soft | sharp, colour, digital
Mk Calotype Print | calotype of {prompt}, paper-negative softness, brown tone, early photograph | sharp, colour, digital
Mk Color Sketchnote | colour sketchnote of {prompt}, hand lettering, little icons, arrows, markers | photograph, painting, formal
Mk Cibulak Porcelain | blue onion porcelain with {prompt}, cobalt pattern on white glaze, plate | colourful, matt, photograph
Mk Alcohol Ink Art | alcohol ink art of {prompt}, flowing stains, crisp tide lines, gold veins | hard outline, photograph, realistic, 3d render
Mk One Line Art | one line drawing of {prompt}, a single unbroken stroke, white paper | shading, colour, detail
Mk Blacklight Paint | blacklight painting of {prompt}, fluorescent paint, ultraviolet glow, dark room | daylight, muted, white background
Mk Carnival Glass | carnival glass with {prompt}, iridescent sheen, pressed pattern, amber and violet | matt, plain, flat
Mk Cyanotype Print | cyanotype of {prompt}, Prussian blue and white, brushed edge, sun print | colourful, digital, glossy
Mk Cross Stitching | cross-stitch of {prompt}, small x stitches, cotton thread, woven ground | smooth, paint, photograph
Mk Encaustic Paint | encaustic painting of {prompt}, layered wax, translucent, scraped texture | flat, digital, photograph
Mk Embroidery | embroidery of {prompt}, satin stitch, raised thread, linen, hoop | paint, smooth, photograph
Mk Gyotaku | gyotaku print of {prompt}, ink rubbing on rice paper, scales, red seal | colourful, 3d, photograph
Mk Luminogram | luminogram of {prompt}, pure light on photographic paper, soft gradients, abstract | detail, colour, drawing
Mk Lite Brite Art | glowing peg toy picture of {prompt}, coloured light points, black board | smooth, daylight, photograph
Mk Mokume Gane | mokume-gane metal with {prompt}, wood-grain layers, copper and silver | plain metal, paint, flat
Pebble Art | pebble art of {prompt}, arranged stones, driftwood, sand, simple figure | painted, drawn, busy
Mk Palekh | Palekh lacquer miniature of {prompt}, black ground, gold lines, fairy tale figures | white background, photograph, realistic, 3d render
Mk Suminagashi | suminagashi marbling of {prompt}, floating ink rings, soft currents, paper | straight lines, photograph, realistic, 3d render
Mk Scrimshaw | scrimshaw of {prompt}, fine engraved lines on ivory, ink rubbed in, ship lore | colour, painting, modern
Mk Shibori | shibori cloth with {prompt}, indigo tie-dye, folded pattern, soft edge | printed, sharp, photograph
Mk Vitreous Enamel | vitreous enamel of {prompt}, glassy colour on copper, fine wire cells | matt, rough, photograph
Mk Ukiyo E | ukiyo-e woodblock of {prompt}, flat colour, flowing outline, patterned waves | perspective, photograph, realistic, 3d render
Mk Vintage Airline Poster | vintage airline poster of {prompt}, flat sunny colour, aeroplane, bold lettering | photograph, gritty, modern
Mk Vintage Travel Poster | vintage travel poster of {prompt}, simplified scenery, warm flat colour, lettering | photograph, gritty, cluttered
Mk Bauhaus Style | Bauhaus composition of {prompt}, circle, square, triangle, primary colour | ornate, organic, photograph
Mk Afrofuturism | afrofuturist {prompt}, African pattern meets space technology, gold, proud | dull, medieval europe, plain
Mk Atompunk | atompunk {prompt}, atomic-age optimism, rockets, chrome, ray guns | medieval, gloomy, contemporary
Mk Constructivism | constructivist print of {prompt}, photomontage, red wedge, strict grid | ornate, pastel, soft
Mk Chicano Art | Chicano art of {prompt}, mural colour, roses, lowrider, fine-line shading | cold, plain, corporate
Mk De Stijl | De Stijl composition of {prompt}, black grid, red, yellow and blue, white planes | curves, photograph, realistic, 3d render
Mk Dayak Art | Dayak art of {prompt}, curling hooks, hornbill motifs, carved shield | modern, straight, photograph
Mk Fayum Portrait | Fayum portrait of {prompt}, wax on wood, large dark eyes, Roman Egypt | modern, smiling, photograph
Mk Illuminated Manuscript | illuminated manuscript with {prompt}, gold leaf, decorated initial, vellum | modern, photograph, plain
Mk Kalighat Painting | Kalighat painting of {prompt}, bold contour, plain ground, flowing brush | background, perspective, photograph
Mk Madhubani Painting | Madhubani painting of {prompt}, double lines, dense pattern, natural dyes | shading, empty space, photograph
Mk Pictorialism | pictorialist photograph of {prompt}, soft focus, misty light, painterly print | sharp, colour, digital
Mk Pichwai Painting | Pichwai cloth painting of {prompt}, lotuses, cows, gold, deep blue | modern, plain, photograph
Mk Patachitra Painting | Patachitra scroll of {prompt}, red ground, fine border, mythic figures | perspective, shading, photograph
Mk Samoan Art Inspired | Samoan-inspired art of {prompt}, tapa cloth, tattoo geometry, brown and black | modern, gradient, photograph
Mk Tlingit Art | Tlingit art of {prompt}, formline ovoids, black, red and teal, totem | perspective, shading, photograph
Mk Adnate Style | giant realistic mural of {prompt}, spray-painted portrait, wall texture, vivid eyes | small, cartoon, framed
Mk Ron English Style | pop surrealist painting of {prompt}, grinning cartoon hybrids, glossy candy colour | serious, muted, photograph
Mk Shepard Fairey Style | stencil poster of {prompt}, red, cream and navy, bold shadow shapes, rays | photograph, gradients, pastel
`,
)
