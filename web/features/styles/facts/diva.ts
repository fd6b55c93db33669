/** What is known of the styles of Diva's collection: a line each, name, categories and words to find it by. */
export const DIVA_FACTS = `
Cinematic Diva | photo,mood | movie film glamour portrait
Abstract Expressionism | painting | pollock rothko modern
Academia | mood | library books university scholar
Action Figure | 3d | toy plastic doll
Adorable 3D Character | 3d | cute pixar cartoon
Adorable Kawaii | illustration | cute japanese sweet anime
Art Deco | design,painting | 1920s gatsby geometric gold
Art Nouveau | design,painting | mucha flowers ornament
Astral Aura | mood,odd | spirit glow mystic
Avant Garde | odd,painting | experimental modern
Baroque | painting | caravaggio rembrandt old master
Bauhaus Style Poster | design | geometric german modern
Blueprint Schematic Drawing | design | technical plan engineering
Caricature | illustration | cartoon funny exaggerated portrait
Cel Shaded Art | illustration,3d | toon cartoon anime
Character Design Sheet | design,illustration | concept reference turnaround
Classicism Art | painting | classical antique
Color Field Painting | painting | rothko abstract colour
Colored Pencil Art | illustration | crayon drawing coloured
Conceptual Art | odd,painting | idea installation modern
Constructivism | design,painting | soviet russian poster
Cubism | painting | picasso braque cubist
Dadaism | odd,painting | collage absurd
Dark Fantasy | mood,illustration | gothic magic monster
Dark Moody Atmosphere | mood | gloomy low key shadow
Dmt Art Style | odd | psychedelic trippy visionary fractal
Doodle Art | illustration | scribble sketch pen
Double Exposure | photo,odd | overlay blend silhouette
Dripping Paint Splatter Art | painting | splash drip
Expressionism | painting | munch emotional
Faded Polaroid Photo | photo | instant vintage retro
Fauvism | painting | matisse wild colour
Flat 2d Art | illustration,design | vector simple
Fortnite Art Style | 3d | game battle royale
Futurism | painting | speed italian motion
Glitchcore | odd | glitch vhs error digital
Glo Fi | mood | chillwave hazy lo-fi
Googie Art Style | design | 1950s diner atomic
Graffiti Art | painting,culture | street art spray paint mural
Harlem Renaissance Art | culture,painting | african american jazz 1920s
High Fashion | design,photo | haute couture runway vogue
Idyllic | mood | peaceful nature pastoral
Impressionism | painting | monet renoir light
Infographic Drawing | design | chart diagram explain
Ink Dripping Drawing | illustration | black ink splash
Japanese Ink Drawing | culture,painting | sumi-e brush zen
Knolling Photography | photo | flat lay arranged top view
Light Cheery Atmosphere | mood | happy bright sunny
Logo Design | design | brand emblem icon vector
Luxurious Elegance | mood,design | gold silk rich premium
Macro Photography | photo | close-up insect detail
Mandola Art | culture,illustration | mandala circle pattern symmetry
Marker Drawing | illustration | felt pen sketch
Medievalism | culture | middle ages knight castle
Minimalism | design | simple clean empty
Neo Baroque | painting | ornament dramatic
Neo Byzantine | culture,painting | icon gold mosaic church
Neo Futurism | futuristic,design | architecture modern
Neo Impressionism | painting | dots seurat signac
Neo Rococo | painting | pastel ornament
Neoclassicism | painting | classical antique
Op Art | painting,odd | optical illusion black and white
Ornate And Intricate | mood,design | detailed filigree
Pencil Sketch Drawing | illustration | graphite drawing black and white
Pop Art 2 | painting | warhol lichtenstein comic
Rococo | painting | pastel ornament french
Silhouette Art | illustration | shadow outline black
Simple Vector Art | design,illustration | flat svg
Sketchup | 3d,design | architecture model cad
Steampunk 2 | futuristic,odd | victorian gears brass
Surrealism | painting | dali magritte dream
Suprematism | painting | malevich abstract geometric
Terragen | 3d | landscape terrain mountains
Tranquil Relaxing Atmosphere | mood | calm peaceful zen
Sticker Designs | design,illustration | decal vinyl cute
Vibrant Rim Light | mood | backlight neon edge
Volumetric Lighting | mood | god rays fog beams
Watercolor 2 | painting | aquarelle watercolour wash paint
Whimsical And Playful | mood,illustration | fun happy fantasy
`
