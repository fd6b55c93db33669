import { styleTable } from '../style-table.ts'

/** The styles that the built-in model was trained in. */
export const STICKER_STYLES = styleTable(
  'sticker',
  `
Sticker 3D | 3d render of {prompt} | flat
Sticker Flat | flat icon of {prompt} | 3d
Sticker Cartoon | cartoon of {prompt} | 3d
`,
)
