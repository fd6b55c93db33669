/** Pixels of a style's picture in the file of all, each way. */
export const STYLE_TILE = 96

/** Pictures in a row of that file; they stand in the catalogue's order. */
export const STYLE_COLUMNS = 20
