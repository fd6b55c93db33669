import type { Style } from './style-table.ts'
import { DIVA_STYLES } from './styles/diva.ts'
import { FOOOCUS_STYLES } from './styles/fooocus.ts'
import { MARC_K3NT3L_STYLES } from './styles/marc-k3nt3l.ts'
import { MRE_STYLES } from './styles/mre.ts'
import { SAI_STYLES } from './styles/sai.ts'
import { STICKER_STYLES } from './styles/sticker.ts'
import { TWRI_STYLES } from './styles/twri.ts'

/** Fooocus' 277 templates in its order: what Random Style draws from, so that a seed draws the same one as there. */
export const TEMPLATES: readonly Style[] = [
  ...FOOOCUS_STYLES,
  ...SAI_STYLES,
  ...MRE_STYLES,
  ...TWRI_STYLES,
  ...DIVA_STYLES,
  ...MARC_K3NT3L_STYLES,
]

/** The styles this build offers, in the order they are shown. Names are Fooocus'; all texts are our own. */
export const STYLES: readonly Style[] = [...STICKER_STYLES, ...TEMPLATES]
