import { useCallback, useState } from 'react'
import { usePreferences } from '../../state/page-context.tsx'
import { storedValue } from '../../state/stored-value.ts'
import type { LayoutClass } from '../frame/use-layout-class.ts'
import { OPTIONS_TABS, type OptionsTab } from './options-tabs.ts'

const keptTab = storedValue(() => sessionStorage, 'fooocus-tab-options')

/** Which tab of Options is chosen, and whether they are shown. */
export interface OptionsState {
  readonly tab: OptionsTab
  readonly setTab: (tab: OptionsTab) => void
  readonly isOpen: boolean
  readonly toggle: () => void
  readonly close: () => void
  readonly showStyles: () => void
  readonly showTab: (tab: OptionsTab) => void
}

/**
 * From 1024 px on Options stand beside the page unless closed, which is remembered. Below that they are a sheet over
 * it that is opened when needed.
 */
export function useOptions(layout: LayoutClass): OptionsState {
  const preferred = usePreferences((state) => state.optionsOpen)
  const prefer = usePreferences((state) => state.prefer)
  const [tab, setTab] = useState(readTab)
  const [isSheetOpen, setSheetOpen] = useState(false)
  const isWide = layout === 'wide'
  const isOpen = isWide ? (preferred ?? true) : isSheetOpen
  const choose = useCallback((next: OptionsTab) => {
    keptTab.write(next)
    setTab(next)
  }, [])
  const show = useCallback(
    (shown: boolean) => (isWide ? prefer({ optionsOpen: shown }) : setSheetOpen(shown)),
    [isWide, prefer],
  )
  const showTab = (next: OptionsTab) => {
    choose(next)
    show(true)
  }
  return {
    tab,
    setTab: choose,
    isOpen,
    toggle: () => show(!isOpen),
    close: useCallback(() => show(false), [show]),
    showStyles: () => showTab('styles'),
    showTab,
  }
}

/** The tab that was open before a reload. */
function readTab(): OptionsTab {
  const kept = keptTab.read()
  return OPTIONS_TABS.find((tab) => tab === kept) ?? 'settings'
}
