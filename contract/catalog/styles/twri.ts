import { styleTable } from '../style-table.ts'

/** The styles of twri's collection. */
export const TWRI_STYLES = styleTable(
  'twri',
  `
Ads Advertising | advertising picture of {prompt}, polished, eye-catching, clean set, product in focus | noisy, amateur, cluttered
Ads Automotive | car advertisement with {prompt}, gleaming paint, dramatic road, motion, studio reflections | rust, dull, cartoon
Ads Corporate | corporate picture of {prompt}, bright office, tidy, trustworthy, neutral colour | messy, dark, grunge
Ads Fashion Editorial | fashion editorial of {prompt}, haute couture, confident pose, magazine light | casual, snapshot, blurry, noisy, low quality
Ads Food Photography | food photograph of {prompt}, fresh, appetising, soft window light, shallow focus | unappetising, drawing, painting, cartoon, render
Ads Gourmet Food Photography | gourmet dish photograph of {prompt}, fine plating, dark slate, delicate garnish | fast food, messy, drawing, painting, cartoon, render
Ads Luxury | luxury advertisement of {prompt}, gold accents, velvet, elegant, precise highlights | cheap, plain, cluttered
Ads Real Estate | real estate photograph of {prompt}, wide angle, inviting, bright rooms, straight lines | dark, crooked, messy, drawing, painting, cartoon, render
Ads Retail | retail advertisement of {prompt}, lively display, bright colour, clear offer | dim, empty, dull
Artstyle Abstract | abstract picture of {prompt}, free shapes, bold colour fields, texture | figurative, photograph, realistic, 3d render
Artstyle Abstract Expressionism | abstract expressionist canvas of {prompt}, energetic strokes, drips, raw emotion | neat, photograph, realistic, 3d render
Artstyle Art Deco | art deco design of {prompt}, geometric, gold and black, streamlined symmetry | rustic, messy, modern minimal
Artstyle Art Nouveau | art nouveau picture of {prompt}, whiplash curves, flowers, ornamental frame | angular, industrial, photograph
Artstyle Constructivist | constructivist design of {prompt}, diagonals, red and black, bold blocks | ornate, soft, photograph
Artstyle Cubist | cubist painting of {prompt}, broken planes, several viewpoints, muted earth tones | smooth, photograph, realistic, 3d render
Artstyle Expressionist | expressionist painting of {prompt}, distorted form, strong colour, nervous brush | calm, neat, photograph, realistic, 3d render
Artstyle Graffiti | graffiti of {prompt}, spray paint, brick wall, bubble letters, drips | clean wall, framed, photograph
Artstyle Hyperrealism | hyperrealistic painting of {prompt}, minute detail, true reflections, lifelike | sketchy, abstract, cartoon
Artstyle Impressionist | impressionist painting of {prompt}, short strokes, dancing light, open air | sharp outline, photograph, realistic, 3d render
Artstyle Pointillism | pointillist painting of {prompt}, countless dots of pure colour | lines, smooth shading, photograph, realistic, 3d render
Artstyle Pop Art | pop art of {prompt}, loud flat colour, halftone dots, thick outline | muted, subtle, photograph
Artstyle Psychedelic | psychedelic picture of {prompt}, swirling patterns, acid colour, kaleidoscope | monochrome, plain, realistic
Artstyle Renaissance | renaissance painting of {prompt}, balanced composition, soft modelling, oil glaze | modern, photograph, cartoon
Artstyle Steampunk | steampunk picture of {prompt}, brass gears, pipes, steam, leather | plastic, futuristic, minimal
Artstyle Surrealist | surrealist picture of {prompt}, dreamlike, melting forms, strange scale | ordinary, logical, photograph
Artstyle Typography | typographic art of {prompt}, shaped from letters, careful layout, contrast | photograph, painting, illegible
Artstyle Watercolor | watercolour of {prompt}, transparent washes, soft bleeding edges, white paper | thick paint, photograph, realistic, 3d render
Futuristic Biomechanical | biomechanical {prompt}, flesh fused with machine, cables, organic metal | natural, cute, plain
Futuristic Biomechanical Cyberpunk | biomechanical cyberpunk {prompt}, implants, neon, wet chrome, exposed wiring | natural, pastoral, daylight
Futuristic Cybernetic | cybernetic {prompt}, sleek augmentation, circuits, cool light | old, rustic, natural
Futuristic Cybernetic Robot | robot version of {prompt}, articulated plates, sensors, precise engineering | human skin, soft, natural
Futuristic Cyberpunk Cityscape | cyberpunk cityscape with {prompt}, towers, holograms, rain, crowded neon | rural, empty, daylight
Futuristic Futuristic | futuristic {prompt}, smooth white surfaces, glowing lines, advanced design | antique, worn, medieval
Futuristic Retro Cyberpunk | retro cyberpunk {prompt}, eighties computer, scan lines, magenta and cyan | modern, natural, daylight
Futuristic Retro Futurism | retro-futurist {prompt}, fifties vision of tomorrow, fins, domes, atomic shapes | contemporary, gritty, realistic
Futuristic Sci Fi | science fiction scene of {prompt}, spacecraft, alien light, advanced technology | historic, mundane, medieval
Futuristic Vaporwave | vaporwave picture of {prompt}, pastel pink and teal, marble bust, grid, sunset | dark, gritty, natural colour
Game Bubble Bobble | cute arcade platform game with {prompt}, bubbles, candy colours, simple sprites | realistic, dark, violent
Game Cyberpunk Game | cyberpunk role-playing game scene of {prompt}, neon streets, implants, detailed assets | medieval, natural, cartoon
Game Fighting Game | fighting game screen with {prompt}, dynamic duel, impact flash, arena | peaceful, static, photograph
Game Gta | crime game cover art of {prompt}, cel-shaded portrait, hard shadow, sunny city | medieval, cute, photograph
Game Mario | bright platform game world with {prompt}, rounded shapes, blocks, blue sky | dark, realistic, gritty
Game Minecraft | block-built game world with {prompt}, cubes, pixel textures, square sun | smooth, round, realistic
Game Pokemon | collectable creature game art of {prompt}, clean outline, bright colour, friendly | realistic, grim, photograph
Game Retro Arcade | retro arcade screen of {prompt}, eight-bit sprites, black background, score line | high resolution, realistic, 3d
Game Retro Game | sixteen-bit game scene of {prompt}, pixel tiles, limited palette, parallax | smooth, realistic, modern
Game Rpg Fantasy Game | fantasy role-playing game art of {prompt}, magic, armour, vast world | modern city, science fiction, photograph
Game Strategy Game | strategy game map with {prompt}, seen from above, units, buildings, tidy detail | close-up, portrait, blurry
Game Streetfighter | street fighting game art of {prompt}, muscular pose, speed lines, vivid ink | calm, realistic, photograph
Game Zelda | adventure game scene of {prompt}, green hills, ruins, warm painterly light | modern, urban, grim
Misc Architectural | architectural visualisation of {prompt}, clean lines, materials, measured perspective | messy, organic, blurry
Misc Disco | disco scene with {prompt}, mirror ball, glitter, coloured spotlights, seventies | daylight, rustic, plain
Misc Dreamscape | dreamscape of {prompt}, floating islands, soft glow, pastel haze | harsh, ordinary, realistic
Misc Dystopian | dystopian scene of {prompt}, ruins, smog, concrete, desperate light | cheerful, lush, clean
Misc Fairy Tale | fairy tale illustration of {prompt}, enchanted forest, sparkle, storybook colours | modern, gritty, dark
Misc Gothic | gothic picture of {prompt}, pointed arches, candles, black lace, mystery | bright, sunny, modern
Misc Grunge | grunge picture of {prompt}, scratched, stained, torn paper, faded | clean, glossy, elegant
Misc Horror | horror scene of {prompt}, menacing shadow, eerie light, suspense | cheerful, bright, cute
Misc Kawaii | kawaii {prompt}, big eyes, pastel colours, rounded, adorable | scary, realistic, gritty
Misc Lovecraftian | cosmic horror with {prompt}, tentacles, ancient ruins, unknowable depths | cheerful, ordinary, cute
Misc Macabre | macabre picture of {prompt}, skulls, withered flowers, dim candlelight | cheerful, bright, cartoon
Misc Manga | manga drawing of {prompt}, ink, screentones, large eyes, motion lines | colour photograph, 3d render
Misc Metropolis | metropolis with {prompt}, skyscrapers, traffic, lights, grand scale | rural, empty, nature
Misc Minimalist | minimalist picture of {prompt}, few shapes, empty space, restrained colour | ornate, crowded, busy
Misc Monochrome | monochrome picture of {prompt}, one hue, rich tonal range, contrast | colourful, rainbow, vivid
Misc Nautical | nautical scene of {prompt}, ropes, sails, waves, brass and navy blue | desert, city, landlocked
Misc Space | {prompt} in outer space, stars, planets, weightless, deep black | ground, indoors, daylight
Misc Stained Glass | stained glass window of {prompt}, lead lines, glowing coloured panes | photograph, realistic, 3d render, dull
Misc Techwear Fashion | techwear fashion with {prompt}, straps, waterproof fabric, urban black | formal, vintage, colourful
Misc Tribal | tribal art of {prompt}, bold patterns, carved wood, earth pigments | modern, industrial, photograph
Misc Zentangle | zentangle drawing of {prompt}, black pen, dense repeating patterns, white paper | colour, photograph, realistic, 3d render
Papercraft Collage | collage of {prompt}, cut magazines, mixed paper, layered edges | painting, smooth, 3d render
Papercraft Flat Papercut | flat papercut of {prompt}, silhouettes cut with a knife, few colours | 3d, shading, photograph
Papercraft Kirigami | kirigami of {prompt}, one sheet folded and cut, raised shapes, white paper | glued, painted, photograph
Papercraft Paper Mache | papier mache figure of {prompt}, pulp texture, handmade, painted | smooth, metal, photograph
Papercraft Paper Quilling | quilled paper picture of {prompt}, rolled strips, curls, raised edge | flat print, painting, photograph
Papercraft Papercut Collage | papercut collage of {prompt}, overlapping coloured cut-outs, visible paper grain | painting, 3d render, glossy
Papercraft Papercut Shadow Box | papercut shadow box of {prompt}, layered depth, lit from behind, frame | flat, painting, photograph
Papercraft Stacked Papercut | stacked papercut of {prompt}, many sheets, stepped contours, soft shadow | flat print, painting, photograph
Papercraft Thick Layered Papercut | thick layered papercut of {prompt}, heavy card, deep shadow, bold shapes | thin, flat, photograph
Photo Alien | alien photograph of {prompt}, unearthly creature, strange light, practical effects | ordinary, drawing, painting, cartoon, render
Photo Film Noir | film noir photograph of {prompt}, black and white, hard shadow, smoke, blinds | colour, bright, cartoon
Photo Glamour | glamour photograph of {prompt}, flattering soft light, elegant, glossy | plain, harsh, drawing, painting, cartoon, render
Photo Hdr | high dynamic range photograph of {prompt}, detail in shadow and light, vivid | flat, overexposed, drawing, painting, cartoon, render
Photo Iphone Photographic | phone photograph of {prompt}, casual, natural colour, deep focus | studio, bokeh, drawing, painting, cartoon, render
Photo Long Exposure | long exposure photograph of {prompt}, light trails, silky motion, tripod | frozen motion, noisy, drawing, painting, cartoon, render
Photo Neon Noir | neon noir photograph of {prompt}, night rain, coloured signs, deep shadow | daylight, cheerful, drawing, painting, cartoon, render
Photo Silhouette | silhouette photograph of {prompt}, black outline against a bright sky | front light, detail, drawing, painting, cartoon, render
Photo Tilt Shift | tilt-shift photograph of {prompt}, miniature look, narrow focus, high view | deep focus, dull, drawing, painting, cartoon, render
`,
)
