import { ListFilter } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx'
import { cx } from '../../ui/cx.ts'
import { Select } from '../../ui/Select.tsx'
import { STYLE_ORDERS, type StyleChoice, type StyleFilter } from './pick-styles.ts'
import { STYLE_CATEGORIES, isStyleCategory } from './style-categories.ts'
import { STYLE_SOURCES } from './style-entries.ts'
import styles from './Styles.module.css'

const ALWAYS: readonly StyleFilter[] = ['all', 'favourites', 'recent']

/** What the list of styles shows, and in which order. */
export function StyleFilters(props: {
  readonly choice: StyleChoice
  readonly onChange: (change: Partial<StyleChoice>) => void
  /** How many there are, in words. */
  readonly found: string
  /** At the end of the line that says so. */
  readonly children: ReactNode
}) {
  const { choice, onChange, found, children } = props
  const say = useText()
  const [isOpen, setOpen] = useState(false)
  const nameOf = (filter: StyleFilter) =>
    isStyleCategory(filter) ? say(`styles.about.${filter}`) : say(`styles.${filter}`)
  // What narrows the list stays in sight, also when the rest is folded away.
  const folded = isStyleCategory(choice.filter) ? [...ALWAYS, choice.filter] : ALWAYS
  const shown = isOpen ? [...ALWAYS, ...STYLE_CATEGORIES] : folded
  return (
    <>
      <ChoiceGroup
        look="chips"
        label={say('styles.show')}
        isLabelHidden
        value={choice.filter}
        onChange={(filter) => onChange({ filter })}
        choices={shown.map((filter) => ({ value: filter, label: nameOf(filter) }))}
      />
      {(isOpen || choice.source !== 'all' || choice.order !== 'fooocus') && (
        <div className={cx(styles.selects)}>
          <Select
            label={say('styles.collection')}
            value={choice.source}
            onChange={(source) => onChange({ source })}
            choices={[
              { value: 'all' as const, label: say('styles.anyCollection') },
              ...STYLE_SOURCES.map((source) => ({ value: source, label: say(`styles.from.${source}`) })),
            ]}
          />
          <Select
            label={say('styles.order')}
            value={choice.order}
            onChange={(order) => onChange({ order })}
            choices={STYLE_ORDERS.map((order) => ({ value: order, label: say(`styles.order.${order}`) }))}
          />
        </div>
      )}
      <div className={cx(styles.head)}>
        <p className={cx(styles.hint)}>{found}</p>
        <Button look="quiet" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          <ListFilter size={16} aria-hidden="true" />
          {say('styles.moreFilters')}
        </Button>
        {children}
      </div>
    </>
  )
}
