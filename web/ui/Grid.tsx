import type { ReactNode } from 'react'
import { GridList, GridListItem } from 'react-aria-components/GridList'
import { cx } from './cx.ts'

/** Items that are moved through with the arrow keys. */
export interface GridProps<Item> {
  readonly label: string
  readonly items: readonly Item[]
  readonly idOf: (item: Item) => string
  /** Its name, and what typing finds. */
  readonly nameOf: (item: Item) => string
  readonly render: (item: Item) => ReactNode
  readonly layout?: 'stack' | 'grid'
  readonly className: string | undefined
  readonly itemClassName: string | undefined
  /** Pressing or Enter on an item. */
  readonly onAction?: (id: string) => void
  /** Given together: items can be selected, several at a time. */
  readonly selected?: readonly string[]
  readonly onSelect?: (ids: readonly string[]) => void
}

/** A grid of items (role grid), as a list or in columns. */
export function Grid<Item extends object>(props: GridProps<Item>) {
  const { label, items, idOf, nameOf, render, selected, onSelect, onAction, itemClassName } = props
  return (
    <GridList
      aria-label={label}
      items={items}
      layout={props.layout ?? 'stack'}
      className={cx(props.className)}
      selectionMode={onSelect ? 'multiple' : 'none'}
      // Escape closes what the grid lies in; what was chosen stays chosen.
      escapeKeyBehavior="none"
      {...(selected && { selectedKeys: selected })}
      {...(onSelect && {
        onSelectionChange: (keys) => onSelect(keys === 'all' ? items.map(idOf) : [...keys].map(String)),
      })}
      {...(onAction && { onAction: (key) => onAction(String(key)) })}
    >
      {(item) => (
        <GridListItem id={idOf(item)} textValue={nameOf(item)} className={cx(itemClassName)}>
          {render(item)}
        </GridListItem>
      )}
    </GridList>
  )
}
