/** What the tiles of a first visit ask for. Words that the built-in model knows, so not translated. */
export const SAMPLE_PROMPTS = [
  'a fox on mint background',
  'a rocket on navy background',
  'a cactus on yellow background',
  'an owl on orange background',
  'a cupcake on pink background',
  'a sailboat on sky blue background',
] as const

/** How their pictures are laid out in one file: all in a row, this many pixels a side. */
export const SAMPLE_TILE = 128
