import { memo, useRef, type ReactNode } from 'react'
import { cx } from './cx.ts'
import type { GridRow } from './grid-rows.ts'
import { useLongPress } from './use-long-press.ts'
import { useNear, type NearWatch } from './use-near.ts'
import styles from './VirtualGrid.module.css'

interface GridLineProps<Item> {
  readonly row: Extract<GridRow<Item>, { kind: 'items' }>
  readonly watch: NearWatch | null
  readonly idOf: (item: Item) => string
  readonly nameOf: (item: Item) => string
  readonly render: (item: Item) => ReactNode
  readonly selectLabel: (item: Item) => string
  /** `1` for each selected item, `0` for the others: a text, so that unchanged rows are not drawn again. */
  readonly marks: string
  /** The item of this row that Tab leads to; null in all other rows. */
  readonly current: string | null
  readonly isSelecting: boolean
  readonly onOpen: (id: string) => void
  readonly onToggle: (id: string) => void
  readonly onExtend: (id: string) => void
  readonly onCurrent: (id: string) => void
}

/** A window's height from the top, in which rows are drawn before the browser has told which are in sight. */
const isInFirstWindow = (top: number) => top < innerHeight

function Line<Item>(props: GridLineProps<Item>) {
  const { row, watch, idOf, marks, current } = props
  const line = useRef<HTMLDivElement>(null)
  const isNear = useNear(line, watch, isInFirstWindow(row.top))
  // The current item stays, however far it is scrolled away, or focus would be lost.
  const isDrawn = isNear || current !== null
  return (
    <div ref={line} className={styles.line}>
      {isDrawn &&
        row.items.map((item, at) => (
          <Cell
            key={idOf(item)}
            {...props}
            item={item}
            position={row.from + at + 1}
            isSelected={marks[at] === '1'}
            isCurrent={current === idOf(item)}
          />
        ))}
    </div>
  )
}

/** One line of a grid; empty while it is far out of sight. */
export const GridLine = memo(Line, isSameLine) as typeof Line

/** Functions but for `render` are not compared: the grid gives each line the same ones always. */
function isSameLine<Item>(before: GridLineProps<Item>, after: GridLineProps<Item>): boolean {
  const isSameItems =
    before.row.items.length === after.row.items.length &&
    before.row.from === after.row.from &&
    before.row.items.every((item, at) => item === after.row.items[at])
  return (
    isSameItems &&
    before.watch === after.watch &&
    before.marks === after.marks &&
    before.current === after.current &&
    before.isSelecting === after.isSelecting &&
    before.render === after.render
  )
}

interface CellProps<Item> extends GridLineProps<Item> {
  readonly item: Item
  readonly position: number
  readonly isSelected: boolean
  readonly isCurrent: boolean
}

function Cell<Item>(props: CellProps<Item>) {
  const { item, position, isSelected, isCurrent, isSelecting, onToggle, onOpen, onExtend, onCurrent } = props
  const id = props.idOf(item)
  const press = useLongPress(() => onToggle(id))
  const onClick = (event: React.MouseEvent) => {
    if ((event.target as HTMLElement).closest('input, button, label') || press.wasLong()) return
    if (event.shiftKey) onExtend(id)
    else if (event.ctrlKey || event.metaKey) onToggle(id)
    else onOpen(id)
  }
  return (
    <div
      role="row"
      aria-rowindex={position}
      aria-selected={isSelected}
      aria-label={props.nameOf(item)}
      data-key={id}
      tabIndex={isCurrent ? 0 : -1}
      className={cx(styles.item, isSelected && styles.selected, isSelecting && styles.selecting)}
      onClick={onClick}
      onFocus={() => onCurrent(id)}
      {...press.handlers}
    >
      <div role="gridcell" className={styles.cell}>
        {props.render(item)}
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={isSelected}
            tabIndex={isCurrent ? 0 : -1}
            aria-label={props.selectLabel(item)}
            onChange={() => onToggle(id)}
          />
        </label>
      </div>
    </div>
  )
}
