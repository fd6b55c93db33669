import { useCallback, type ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs'
import { cx } from './cx.ts'
import styles from './Tabs.module.css'

/** One tab with what it shows. */
export interface TabOf<Id extends string> {
  readonly id: Id
  readonly label: string
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
}

/** A tab list with its panel; only the chosen panel is in the page. */
export function Tabs<Id extends string>({ label, tabs, chosen, onChoose, onPanel }: TabsProps<Id>) {
  // A new one for each panel: it is told once when the panel comes.
  const panelRef = useCallback(
    (panel: HTMLElement | null) => (panel ? onPanel?.(panel, chosen) : undefined),
    [onPanel, chosen],
  )
  return (
    // Only the ids of `tabs` can be chosen.
    <AriaTabs className={cx(styles.tabs)} selectedKey={chosen} onSelectionChange={(id) => onChoose(id as Id)}>
      <TabList aria-label={label} className={cx(styles.list)}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={cx(styles.tab)}>
            {tab.label}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel
          key={tab.id}
          id={tab.id}
          className={cx(styles.panel)}
          ref={tab.id === chosen ? panelRef : null}
        >
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
