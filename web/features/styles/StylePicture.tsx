import { Dices, Sparkles, UserRound } from 'lucide-react'
import type { CSSProperties } from 'react'
import { EXPANSION_STYLE } from '../../../contract/catalog/find-style.ts'
import { cx } from '../../ui/cx.ts'
import type { StyleEntry } from './style-entries.ts'
import styles from './StyleRow.module.css'
import { STYLE_COLUMNS } from './style-sprite.ts'

/** What a style does to one and the same picture; a sign where there is none. */
export function StylePicture({ style }: { readonly style: StyleEntry }) {
  if (style.picture === null) {
    const Sign = style.source === 'mine' ? UserRound : style.name === EXPANSION_STYLE ? Sparkles : Dices
    return (
      <span className={cx(styles.picture, styles.sign)} aria-hidden="true">
        <Sign size={20} strokeWidth={1.75} />
      </span>
    )
  }
  const place = {
    '--column': style.picture % STYLE_COLUMNS,
    '--row': Math.floor(style.picture / STYLE_COLUMNS),
    // The two are custom properties, which React's type does not list.
  } as CSSProperties
  return <span className={cx(styles.picture, styles.tile)} style={place} aria-hidden="true" />
}
