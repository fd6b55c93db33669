/** What is known of the styles of the built-in model's, Fooocus', SAI and MRE: a line each, name, categories and words to find it by. */
export const FOOOCUS_SAI_MRE_FACTS = `
Sticker 3D | 3d | render emoji icon plastic
Sticker Flat | illustration,design | icon emoji vector simple
Sticker Cartoon | illustration | icon emoji outline comic
Fooocus Enhance | fooocus | quality better default negative
Fooocus Semi Realistic | fooocus | half real illustration
Fooocus Sharp | fooocus | crisp detail default focus
Fooocus Masterpiece | fooocus | best quality artwork
Fooocus Photograph | fooocus,photo | photo realistic camera lens
Fooocus Negative | fooocus | anatomy hands negative
Fooocus Cinematic | fooocus,photo | movie film
Fooocus Pony | fooocus,illustration | score anime
SAI 3D Model | 3d | render cgi
SAI Analog Film | photo | vintage retro grain kodak 35mm
SAI Anime | illustration | manga japanese animation cartoon
SAI Cinematic | photo,mood | movie film
SAI Comic Book | illustration | superhero graphic novel halftone
SAI Craft Clay | print,3d | claymation plasticine handmade sculpture
SAI Digital Art | illustration | concept art digital painting
SAI Enhance | mood | quality better
SAI Fantasy Art | illustration,mood | magic fairy epic
SAI Isometric | 3d | diorama game axonometric
SAI Line Art | illustration | outline drawing contour ink
SAI Lowpoly | 3d | polygon faceted low poly
SAI Neonpunk | futuristic,mood | neon cyberpunk night glow
SAI Origami | paper | folded paper japanese
SAI Photographic | photo | photo realistic camera bokeh
SAI Pixel Art | 3d,illustration | 8-bit 16-bit retro game sprite
SAI Texture | design | seamless pattern tile material
MRE Cinematic Dynamic | photo,mood | movie action film
MRE Spontaneous Picture | photo | candid snapshot everyday
MRE Artistic Vision | painting | expressive art
MRE Dark Dream | mood | gloomy mist night
MRE Gloomy Art | mood,painting | sad grey dark melancholy
MRE Bad Dream | mood | nightmare horror scary
MRE Underground | odd,mood | gritty urban subculture
MRE Surreal Painting | painting | dali dream surrealism
MRE Dynamic Illustration | illustration | action energetic
MRE Undead Art | odd,mood | zombie skeleton horror gothic
MRE Elemental Art | odd | fire water earth air nature
MRE Space Art | futuristic | galaxy nebula stars cosmos planet
MRE Ancient Illustration | culture,illustration | parchment antique old history
MRE Brave Art | illustration,mood | hero bold
MRE Heroic Fantasy | illustration,mood | knight sword dragon magic
MRE Dark Cyberpunk | futuristic,mood | neon dystopia night city
MRE Lyrical Geometry | painting | abstract kandinsky shapes
MRE Sumi E Symbolic | painting,culture | japanese ink brush zen
MRE Sumi E Detailed | painting,culture | japanese ink brush wash
MRE Manga | illustration | anime japanese comic black and white
MRE Anime | illustration | manga japanese animation cartoon
MRE Comic | illustration | cartoon graphic novel
`
