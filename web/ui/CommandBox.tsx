import { Search } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import styles from './CommandBox.module.css'
import { cx } from './cx.ts'
import field from './field.module.css'

/** A search box with the list of what it finds. */
export interface CommandBoxProps<Item> {
  /** Name of the box, and its placeholder. */
  readonly label: string
  readonly listLabel: string
  /** Shown when nothing is found. */
  readonly noneText: string
  readonly text: string
  readonly onText: (text: string) => void
  readonly items: readonly Item[]
  readonly render: (item: Item) => ReactNode
  readonly onChoose: (item: Item) => void
}

/** The focus stays in the box; the arrow keys move a mark through the list, and Enter chooses what is marked. */
export function CommandBox<Item extends { readonly id: string }>(props: CommandBoxProps<Item>) {
  const { label, listLabel, noneText, text, onText, items, render, onChoose } = props
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  const [marked, setMarked] = useState(0)
  const at = Math.min(marked, items.length - 1)
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const step = steps[event.key]
    if (step !== undefined) setMarked(Math.min(items.length - 1, Math.max(0, at + step)))
    const item = items[at]
    if (event.key === 'Enter' && !event.nativeEvent.isComposing && item) onChoose(item)
    if (step !== undefined || event.key === 'Enter') event.preventDefault()
  }
  return (
    <>
      <div className={cx(styles.head)}>
        <Search className={cx(styles.icon)} size={16} aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={items[at] && `${id}-${at}`}
          placeholder={label}
          autoComplete="off"
          autoFocus
          className={cx(field.input, styles.box)}
          value={text}
          onChange={({ target }) => {
            onText(target.value)
            setMarked(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {items.length === 0 && (
        <p role="status" className={cx(styles.none)}>
          {noneText}
        </p>
      )}
      <ul ref={list} id={`${id}-list`} role="listbox" aria-label={listLabel} className={cx(styles.list)}>
        {items.map((item, index) => (
          <li
            key={item.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={cx(styles.item)}
            onClick={() => onChoose(item)}
          >
            {render(item)}
          </li>
        ))}
      </ul>
    </>
  )
}
