import {
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type Ref,
} from 'react'
import { measureGrid, rowsOf, stepInGrid, type GridSection, type GridStep } from './grid-rows.ts'
import { createGridPressRelay } from './grid-presses.ts'
import { GridLine } from './GridLine.tsx'
import { inlineStep } from './inline-step.ts'
import { createNearWatch } from './use-near.ts'
import { useGridFocus } from './use-grid-focus.ts'
import { useGridSelection } from './use-grid-selection.ts'
import styles from './VirtualGrid.module.css'

/** What can be asked of a grid from outside. */
export interface VirtualGridHandle {
  /** When one of these is gone, focus goes to what took its place. */
  readonly focusAfter: (ids: ReadonlySet<string>) => void
}

/** Many square tiles that can be opened and selected. */
export interface VirtualGridProps<Item> {
  readonly ref?: Ref<VirtualGridHandle>
  readonly label: string
  readonly sections: readonly GridSection<Item>[]
  readonly idOf: (item: Item) => string
  /** Its name. */
  readonly nameOf: (item: Item) => string
  /** Must be the same function from drawing to drawing. */
  readonly render: (item: Item) => ReactNode
  /** Least side of a tile in pixels. */
  readonly tileSize: number
  readonly selected: ReadonlySet<string>
  readonly onSelect: (ids: ReadonlySet<string>) => void
  readonly onOpen: (id: string) => void
  /** Name of an item's check box. */
  readonly selectLabel: (item: Item) => string
}

/** Up to this many items are all in the page; of more, only those in sight or close to it. */
const ALL_DRAWN = 200
const GAP = 8
const HEADING = 44
/** So many items may be drawn above and below what is in sight, together. */
const SPARE_ITEMS = 20

const STEPS: Readonly<Record<string, GridStep>> = {
  ArrowDown: 'below',
  ArrowUp: 'above',
  Home: 'first',
  End: 'last',
  PageDown: 'pageDown',
  PageUp: 'pageUp',
}

/**
 * A grid (role grid) for thousands of tiles. The library's own builds each item's collection node first, which takes
 * seconds for ten thousand; here a row out of sight is one empty element. The nearest ancestor with `data-scrolls`
 * is what scrolls.
 */
export function VirtualGrid<Item>(props: VirtualGridProps<Item>) {
  const { ref, label, sections, idOf, nameOf, render, tileSize, selected, onSelect, onOpen, selectLabel } =
    props
  const grid = useRef<HTMLDivElement>(null)
  const width = useWidth(grid)
  const measure = useMemo(() => measureGrid(width, tileSize, GAP, HEADING), [width, tileSize])
  const ids = useMemo(() => sections.flatMap(({ items }) => items.map(idOf)), [sections, idOf])
  const rows = useMemo(() => rowsOf(sections, measure), [sections, measure])
  const focus = useGridFocus(grid, ids)
  const { currentId } = focus
  const selection = useGridSelection(ids, selected, onSelect)
  const [{ follow, presses }] = useState(createGridPressRelay)
  useLayoutEffect(() =>
    follow({
      onOpen,
      onToggle: selection.toggle,
      onExtend: selection.extendTo,
      onCurrent: focus.setCurrent,
    }),
  )
  useImperativeHandle(ref, () => ({ focusAfter: focus.focusAfter }), [focus.focusAfter])
  const isWindowed = ids.length > ALL_DRAWN
  const { columns, tile } = measure
  const watch = useMemo(() => {
    const spareRows = SPARE_ITEMS / 2 / columns
    return isWindowed ? createNearWatch(Math.floor(spareRows * tile)) : null
  }, [isWindowed, columns, tile])

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (currentId === null || event.altKey) return
    const isMany = event.ctrlKey || event.metaKey
    const isOnItem = (event.target as HTMLElement).dataset['key'] !== undefined
    const step = STEPS[event.key] ?? inlineStep(event)
    const take = (work: () => void) => {
      event.preventDefault()
      work()
    }
    if (step && (!isMany || step === 'first' || step === 'last')) {
      const page = Math.max(1, Math.floor(innerHeight / (tile + GAP)) - 1)
      const to = ids[stepInGrid(rows, ids.indexOf(currentId), step, page)]!
      return take(() => {
        if (event.shiftKey) selection.extendTo(to, currentId)
        focus.focus(to)
      })
    }
    if (isMany && event.key === 'a') return take(selection.selectAll)
    if (event.key === 'Escape' && selected.size > 0) return take(selection.clear)
    if (!isOnItem || isMany) return
    if (event.key === 'Enter') return take(() => onOpen(currentId))
    if (event.key === ' ') return take(() => selection.toggle(currentId))
  }

  const isSelected = (item: Item) => (selected.has(idOf(item)) ? '1' : '0')
  return (
    <div
      ref={grid}
      role="grid"
      aria-label={label}
      aria-multiselectable="true"
      aria-rowcount={ids.length}
      className={styles.grid}
      style={{ '--tile': `${tile}px`, '--columns': columns, '--gap': `${GAP}px` } as React.CSSProperties}
      onKeyDown={onKeyDown}
      onFocus={focus.onFocus}
      onBlur={focus.onBlur}
    >
      {width > 0 &&
        rows.map((row) =>
          row.kind === 'heading' ? (
            <div key={row.key} role="row" className={styles.headingRow}>
              <div role="rowheader">
                <h3 className={styles.heading}>{row.title}</h3>
              </div>
            </div>
          ) : (
            <GridLine
              key={`${row.key} ${columns}`}
              row={row}
              watch={watch}
              idOf={idOf}
              nameOf={nameOf}
              render={render}
              selectLabel={selectLabel}
              marks={row.items.map(isSelected).join('')}
              current={row.items.some((item) => idOf(item) === currentId) ? currentId : null}
              isSelecting={selected.size > 0}
              {...presses}
            />
          ),
        )}
    </div>
  )
}

/** The inner width of an element, from before the first drawing on. */
function useWidth(ref: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => setWidth(Math.floor(element.getBoundingClientRect().width))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return width
}
