/** What is known of the styles of twri's collection: a line each, name, categories and words to find it by. */
export const TWRI_FACTS = `
Ads Advertising | design | commercial marketing product
Ads Automotive | design | car vehicle commercial
Ads Corporate | design | business office company
Ads Fashion Editorial | design,photo | magazine model clothes vogue
Ads Food Photography | design,photo | cooking meal dish
Ads Gourmet Food Photography | design,photo | restaurant meal dish chef
Ads Luxury | design | expensive gold premium
Ads Real Estate | design,photo | house interior home property
Ads Retail | design | shop sale store product
Artstyle Abstract | painting | shapes non-figurative modern
Artstyle Abstract Expressionism | painting | pollock rothko modern
Artstyle Art Deco | painting,design | 1920s gatsby geometric gold
Artstyle Art Nouveau | painting,design | mucha flowers ornament
Artstyle Constructivist | painting,design | soviet russian poster
Artstyle Cubist | painting | picasso braque cubism
Artstyle Expressionist | painting | munch emotional
Artstyle Graffiti | painting,culture | street art spray paint wall mural
Artstyle Hyperrealism | painting | photorealistic lifelike detail
Artstyle Impressionist | painting | monet renoir light
Artstyle Pointillism | painting | dots seurat
Artstyle Pop Art | painting | warhol lichtenstein comic
Artstyle Psychedelic | painting,odd | trippy hippie 1960s lsd
Artstyle Renaissance | painting | leonardo da vinci classic old master
Artstyle Steampunk | futuristic,odd | victorian gears brass
Artstyle Surrealist | painting | dali magritte dream
Artstyle Typography | design | letters text font type
Artstyle Watercolor | painting | aquarelle watercolour wash paint
Futuristic Biomechanical | futuristic | giger alien machine
Futuristic Biomechanical Cyberpunk | futuristic | giger implants neon
Futuristic Cybernetic | futuristic | cyborg android implants
Futuristic Cybernetic Robot | futuristic | android machine mech
Futuristic Cyberpunk Cityscape | futuristic | neon city skyline blade runner
Futuristic Futuristic | futuristic | future modern sleek
Futuristic Retro Cyberpunk | futuristic | 80s neon synthwave
Futuristic Retro Futurism | futuristic | 1950s atomic vintage future
Futuristic Sci Fi | futuristic | science fiction spaceship
Futuristic Vaporwave | futuristic,mood | aesthetic 80s 90s pastel synthwave
Game Bubble Bobble | 3d | arcade cute platform retro
Game Cyberpunk Game | 3d,futuristic | neon rpg
Game Fighting Game | 3d | duel arcade combat
Game Gta | 3d | crime car comic cover
Game Mario | 3d | nintendo platform jump and run
Game Minecraft | 3d | voxel blocks cubes pixel
Game Pokemon | 3d,illustration | pikachu nintendo monster creature
Game Retro Arcade | 3d | 8-bit pixel 80s
Game Retro Game | 3d | 16-bit pixel sprite console
Game Rpg Fantasy Game | 3d | role playing magic hero
Game Strategy Game | 3d | map top view tactics
Game Streetfighter | 3d | combat arcade duel capcom
Game Zelda | 3d | nintendo adventure link hyrule
Misc Architectural | design | building architecture house
Misc Disco | mood,culture | 70s dance glitter party
Misc Dreamscape | mood | dream clouds surreal
Misc Dystopian | mood,futuristic | apocalypse ruin dark future
Misc Fairy Tale | illustration,mood | storybook magic forest children
Misc Gothic | mood,culture | dark cathedral vampire
Misc Grunge | odd,mood | 90s dirty worn distressed
Misc Horror | mood | scary dark fear halloween
Misc Kawaii | illustration | cute japanese sweet
Misc Lovecraftian | mood,odd | cthulhu tentacles cosmic horror
Misc Macabre | mood | death skull dark
Misc Manga | illustration | anime japanese comic black and white
Misc Metropolis | design,futuristic | city skyline skyscraper urban
Misc Minimalist | design | simple clean empty
Misc Monochrome | mood,photo | black and white single color grey
Misc Nautical | mood,culture | sea ship sailor ocean
Misc Space | futuristic | stars planet galaxy cosmos astronaut
Misc Stained Glass | print,culture | church window mosaic
Misc Techwear Fashion | design,futuristic | clothes streetwear urban
Misc Tribal | culture | ethnic pattern tattoo
Misc Zentangle | illustration | pattern doodle pen mandala
Papercraft Collage | paper | scrapbook magazine cut
Papercraft Flat Papercut | paper | paper cut silhouette
Papercraft Kirigami | paper,culture | japanese cut folded paper
Papercraft Paper Mache | paper | sculpture papier mache handmade
Papercraft Paper Quilling | paper | rolled strips curls
Papercraft Papercut Collage | paper | paper cut layers
Papercraft Papercut Shadow Box | paper | paper cut layers light box
Papercraft Stacked Papercut | paper | paper cut layers depth
Papercraft Thick Layered Papercut | paper | paper cut cardboard layers
Photo Alien | photo,odd | extraterrestrial ufo creature
Photo Film Noir | photo,mood | black and white detective 1940s
Photo Glamour | photo | beauty portrait fashion
Photo Hdr | photo | high dynamic range vivid
Photo Iphone Photographic | photo | phone mobile smartphone snapshot selfie
Photo Long Exposure | photo | light trails motion blur night
Photo Neon Noir | photo,mood | night neon rain city
Photo Silhouette | photo | backlight outline shadow
Photo Tilt Shift | photo | miniature toy model
`
