import {
  Activity,
  useCallback,
  useDeferredValue,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
} from 'react'
import { createPortal } from 'react-dom'
import { Tab, TabList, Tabs as AriaTabs } from 'react-aria-components/Tabs'
import { cx } from './cx.ts'
import styles from './Tabs.module.css'

/** One tab with what it shows. */
export interface TabOf<Id extends string> {
  readonly id: Id
  readonly label: string
  /** Has something in it that Tab stops at. */
  readonly content: ReactNode
}

/** Several panels in one place. */
export interface TabsProps<Id extends string> {
  readonly label: string
  readonly tabs: readonly TabOf<Id>[]
  readonly chosen: Id
  readonly onChoose: (id: Id) => void
  /** Told the element of the panel that is shown. @returns what to do when it goes */
  readonly onPanel?: (panel: HTMLElement, id: Id) => () => void
  /** Whether there is time to draw, out of sight, what has not been chosen yet. */
  readonly hasTime?: boolean
}

/**
 * A tab list with its panel. The tab is chosen at once; what it shows is drawn in slices between which the page answers,
 * and what was there before stays in sight until then. What was shown once is kept, out of the page.
 */
export function Tabs<Id extends string>(props: TabsProps<Id>) {
  const { label, tabs, chosen, onChoose, onPanel, hasTime = false } = props
  const shown = useDeferredValue(chosen)
  const [drawn, setDrawn] = useState<readonly Id[]>([shown])
  if (!drawn.includes(shown)) setDrawn([...drawn, shown])
  const [hosts] = useState(() => new Map<Id, HTMLElement>())
  const hostOf = (id: Id) => {
    const host = hosts.get(id) ?? document.createElement('div')
    hosts.set(id, host)
    return host
  }
  const tab = useRef<HTMLElement | null>(null)
  const panel = useRef<HTMLDivElement | null>(null)
  // A new one for each tab: it is told once when its contents come.
  const panelRef = useCallback(
    (element: HTMLDivElement | null) => {
      panel.current = element
      nameEachOther(tab.current, element)
      return element ? onPanel?.(element, shown) : undefined
    },
    [onPanel, shown],
  )
  const tabRef = (element: HTMLElement | null) => {
    tab.current = element
    // Until what it shows is drawn, the panel is another one's.
    if (chosen === shown) nameEachOther(element, panel.current)
  }
  return (
    <div className={cx(styles.tabs)}>
      <AriaTabs
        selectedKey={chosen}
        // Only the ids of `tabs` can be chosen.
        onSelectionChange={(id) => onChoose(id as Id)}
      >
        <TabList aria-label={label} className={cx(styles.list)}>
          {tabs.map(({ id, label: name }) => (
            <Tab key={id} id={id} className={cx(styles.tab)} ref={id === chosen ? tabRef : undefined}>
              {name}
            </Tab>
          ))}
        </TabList>
      </AriaTabs>
      {/* The library's looks for something to focus at each drawing, and the page is laid out for that. */}
      <div
        key={shown}
        role="tabpanel"
        className={cx(styles.panel)}
        ref={panelRef}
        // Nobody shall be caught in what is about to go.
        inert={chosen !== shown}
      >
        <Place host={hostOf(shown)} />
      </div>
      {tabs.map(({ id, content }) => {
        const isDrawn = drawn.includes(id)
        if (!isDrawn && !hasTime) return null
        // What was shown once stays alive: waking it up would take as long as drawing it.
        return createPortal(
          <Activity mode={isDrawn ? 'visible' : 'hidden'}>{content}</Activity>,
          hostOf(id),
          id,
        )
      })}
    </div>
  )
}

/** Tells the chosen tab and the panel of each other, by the names that the library makes up for both. */
function nameEachOther(tab: HTMLElement | null, panel: HTMLElement | null): void {
  const panelId = tab?.getAttribute('aria-controls')
  if (!tab || !panelId || !panel) return
  panel.id = panelId
  panel.setAttribute('aria-labelledby', tab.id)
}

/** Where the contents of the tab that is shown hang in the page. */
function Place({ host }: { readonly host: HTMLElement }) {
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => place.current!.replaceChildren(host), [host])
  return <div ref={place} />
}
