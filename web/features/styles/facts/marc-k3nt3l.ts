/** What is known of the styles of Marc K3nt3l's collection: a line each, name, categories and words to find it by. */
export const MARC_K3NT3L_FACTS = `
Mk Chromolithography | print | lithograph victorian poster
Mk Cross Processing Print | print,photo | film lomography colour shift
Mk Dufaycolor Photograph | photo,print | vintage early colour
Mk Herbarium | print | plants botanical pressed flowers
Mk Punk Collage | odd,paper | zine 70s anarchy
Mk Mosaic | print,culture | tiles tesserae roman
Mk Van Gogh | painting | starry night post-impressionist
Mk Coloring Book | illustration | colouring page outline children
Mk Singer Sargent | painting | portrait john realism
Mk Pollock | painting | drip splatter abstract
Mk Basquiat | painting,culture | neo-expressionism street art
Mk Andy Warhol | painting,print | pop art screen print
Mk Halftone Print | print | dots newspaper comic
Mk Gond Painting | culture,painting | india indian folk tribal
Mk Albumen Print | print,photo | vintage 19th century sepia
Mk Aquatint Print | print | etching goya intaglio
Mk Anthotype Print | print,photo | plant dye vintage
Mk Inuit Carving | culture,print | arctic sculpture stone eskimo
Mk Bromoil Print | print,photo | vintage painterly
Mk Calotype Print | print,photo | vintage early sepia
Mk Color Sketchnote | illustration,design | notes doodle colour
Mk Cibulak Porcelain | culture,print | china ceramic blue onion czech
Mk Alcohol Ink Art | painting | fluid marble abstract
Mk One Line Art | illustration | continuous line minimal
Mk Blacklight Paint | painting,odd | uv neon fluorescent
Mk Carnival Glass | print | iridescent glassware
Mk Cyanotype Print | print,photo | blue sun print vintage
Mk Cross Stitching | paper | embroidery thread needlework textile
Mk Encaustic Paint | painting | wax
Mk Embroidery | paper | thread needlework textile sewing
Mk Gyotaku | culture,print | japanese fish rubbing
Mk Luminogram | photo,print | light abstract darkroom
Mk Lite Brite Art | odd | toy pegs lights
Mk Mokume Gane | culture,print | japanese metal jewellery
Pebble Art | print,odd | stones rocks beach nature
Mk Palekh | culture,painting | russian lacquer folk fairy tale
Mk Suminagashi | culture,paper | japanese marbling ink
Mk Scrimshaw | culture,print | engraving ivory sailor whale
Mk Shibori | culture,paper | japanese tie-dye indigo textile fabric
Mk Vitreous Enamel | print | cloisonne glass metal
Mk Ukiyo E | culture,print | japanese woodblock hokusai wave
Mk Vintage Airline Poster | design,print | travel retro plane
Mk Vintage Travel Poster | design,print | tourism retro
Mk Bauhaus Style | design | geometric german modern
Mk Afrofuturism | futuristic,culture | african wakanda
Mk Atompunk | futuristic | 1950s atomic retro rocket
Mk Constructivism | design,print | soviet russian poster
Mk Chicano Art | culture | mexican american mural tattoo
Mk De Stijl | painting,design | mondrian grid primary
Mk Dayak Art | culture | borneo indonesia tribal
Mk Fayum Portrait | culture,painting | egypt roman mummy
Mk Illuminated Manuscript | culture,paper | medieval book gold
Mk Kalighat Painting | culture,painting | india indian bengal
Mk Madhubani Painting | culture,painting | india indian folk mithila
Mk Pictorialism | photo | soft focus vintage
Mk Pichwai Painting | culture,painting | india indian krishna cloth
Mk Patachitra Painting | culture,painting | india indian scroll odisha
Mk Samoan Art Inspired | culture | polynesian tattoo tapa pacific
Mk Tlingit Art | culture | native american totem alaska
Mk Adnate Style | painting,culture | mural street art portrait
Mk Ron English Style | painting,odd | pop surrealism
Mk Shepard Fairey Style | design,culture | obey hope poster stencil street art
`
