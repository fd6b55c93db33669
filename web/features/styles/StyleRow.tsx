import { Check, Star, WandSparkles } from 'lucide-react'
import { EXPANSION_STYLE } from '../../../contract/catalog/find-style.ts'
import { useActions, useHabits, usePage } from '../../state/page-context.tsx'
import { useDraftModel } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { RowButton } from '../../ui/RowButton.tsx'
import type { StyleEntry } from './style-entries.ts'
import { StylePicture } from './StylePicture.tsx'
import styles from './StyleRow.module.css'

/** A style in the list: what it looks like, what it is, its star, and a way to try it. */
export function StyleRow({ style }: { readonly style: StyleEntry }) {
  const say = useText()
  const { tryStyle } = useActions()
  const { announcer } = usePage()
  const { name } = style
  const isFavourite = useHabits(({ favouriteStyles }) => favouriteStyles.includes(name))
  const toggle = useHabits(({ toggleFavourite }) => toggleFavourite)
  const attempt = () => {
    void tryStyle(name, say('prompt.suggestion'))
    announcer.getState().announce(say('styles.trying', { name }))
  }
  return (
    <>
      <span className={cx(styles.box)} aria-hidden="true">
        <Check size={14} strokeWidth={3} className={cx(styles.check)} />
      </span>
      <StylePicture style={style} />
      <span className={cx(styles.label)}>
        <bdi className={cx(styles.name)}>{name}</bdi>
        <StyleNote style={style} />
      </span>
      <span className={cx(styles.buttons)}>
        <RowButton label={say('styles.try', { name })} onPress={attempt}>
          <WandSparkles size={16} aria-hidden="true" />
        </RowButton>
        <RowButton
          label={say('styles.favourite', { name })}
          isPressed={isFavourite}
          onPress={() => toggle(name)}
        >
          <Star size={16} aria-hidden="true" />
        </RowButton>
      </span>
    </>
  )
}

function StyleNote({ style }: { readonly style: StyleEntry }) {
  const say = useText()
  const model = useDraftModel()
  const words = () => {
    if (style.source === 'mine') return say('styles.from.mine')
    if (!style.isPinned) return style.categories[0] && say(`styles.about.${style.categories[0]}`)
    if (style.name !== EXPANSION_STYLE) return say('styles.random')
    return model && !model.spec.expander
      ? say('styles.noExpander', { model: model.name })
      : say('styles.expansion')
  }
  return <span className={cx(styles.note, style.isPinned && styles.whole)}>{words()}</span>
}
