import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import styles from './App.module.css'
import { DropTarget } from './features/drop/DropTarget.tsx'
import { useSample } from './features/first-run/use-sample.ts'
import { Banner } from './features/frame/Banner.tsx'
import { SkipLinks } from './features/frame/SkipLinks.tsx'
import { useLayoutClass } from './features/frame/use-layout-class.ts'
import { useTitle } from './features/frame/use-title.ts'
import { useView } from './features/frame/use-view.ts'
import { GalleryStrip } from './features/gallery/GalleryStrip.tsx'
import { Notices } from './features/notices/Notices.tsx'
import { OptionsPanel, OptionsSheet, type OptionsTab } from './features/options/OptionsPanel.tsx'
import { Announcements } from './features/progress/Announcements.tsx'
import { PromptDock } from './features/prompt/PromptDock.tsx'
import { useGenerate } from './features/prompt/use-generate.ts'
import { useShortcuts } from './features/shortcuts/use-shortcuts.ts'
import { Stage } from './features/stage/Stage.tsx'
import { useGallery, usePreferences } from './state/page-context.tsx'
import { cx } from './ui/cx.ts'

const GalleryView = lazy(() =>
  import('./features/gallery/GalleryView.tsx').then((module) => ({ default: module.GalleryView })),
)
const RelayView = lazy(() =>
  import('./features/relay/RelayView.tsx').then((module) => ({ default: module.RelayView })),
)
const FullView = lazy(() =>
  import('./features/gallery/FullView.tsx').then((module) => ({ default: module.FullView })),
)
const ShortcutDialog = lazy(() =>
  import('./features/shortcuts/ShortcutDialog.tsx').then((module) => ({ default: module.ShortcutDialog })),
)

/** The page. */
export function App() {
  const view = useView()
  const root = useRef<HTMLDivElement>(null)
  const layout = useLayoutClass(root)
  const options = useOptions(layout === 'wide')
  const [isHelpOpen, setHelpOpen] = useState(false)
  const showHelp = useCallback(() => setHelpOpen(true), [])
  const generate = useGenerate()
  useShortcuts(generate.run, showHelp)
  useSample()
  useTitle()

  const isPhone = layout === 'phone'
  const isBeside = view === 'create' && !isPhone && options.isBesideOpen
  return (
    <div ref={root} className={cx(styles.app)}>
      <SkipLinks hasPrompt={view === 'create'} hasGallery={view !== 'relay'} />
      <Banner view={view} onHelp={showHelp} />
      <div className={cx(styles.body, isBeside && styles.withOptions)}>
        <main className={cx(styles.main)}>
          <Notices />
          {view === 'gallery' && (
            <Suspense fallback={null}>
              <GalleryView />
            </Suspense>
          )}
          {view === 'relay' && (
            <Suspense fallback={null}>
              <RelayView />
            </Suspense>
          )}
          {view === 'create' && (
            <>
              <Stage />
              <GalleryStrip />
              <PromptDock
                generate={generate}
                areOptionsOpen={isPhone ? options.isSheetOpen : isBeside}
                onToggleOptions={isPhone ? options.openSheet : options.toggleBeside}
                onShowStyles={() => options.showStyles(isPhone)}
              />
            </>
          )}
        </main>
        {isBeside && <OptionsPanel tab={options.tab} onTab={options.setTab} />}
      </div>
      {isPhone && options.isSheetOpen && (
        <OptionsSheet tab={options.tab} onTab={options.setTab} onClose={options.closeSheet} />
      )}
      <Overlays isHelpOpen={isHelpOpen} onHelpClose={() => setHelpOpen(false)} />
      <Announcements />
      <DropTarget />
    </div>
  )
}

function Overlays({
  isHelpOpen,
  onHelpClose,
}: {
  readonly isHelpOpen: boolean
  readonly onHelpClose: () => void
}) {
  const opened = useGallery(({ pictures, opened }) => pictures.find(({ id }) => id === opened))
  return (
    <Suspense fallback={null}>
      {opened && <FullView picture={opened} />}
      {isHelpOpen && <ShortcutDialog onClose={onHelpClose} />}
    </Suspense>
  )
}

/** Options stand beside the page from 1024 px on, unless closed; on phones they are a sheet that is opened. */
function useOptions(isWide: boolean) {
  const preferred = usePreferences((state) => state.optionsOpen)
  const prefer = usePreferences((state) => state.prefer)
  const [tab, setTab] = useState<OptionsTab>('settings')
  const [isSheetOpen, setSheetOpen] = useState(false)
  const isBesideOpen = preferred ?? isWide
  return {
    tab,
    setTab,
    isBesideOpen,
    isSheetOpen,
    toggleBeside: () => prefer({ optionsOpen: !isBesideOpen }),
    openSheet: () => {
      setTab('settings')
      setSheetOpen(true)
    },
    closeSheet: useCallback(() => setSheetOpen(false), []),
    showStyles: (isPhone: boolean) => {
      setTab('styles')
      if (isPhone) setSheetOpen(true)
      else prefer({ optionsOpen: true })
    },
  }
}
