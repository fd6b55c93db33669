import { lazy, useCallback, useRef, useState } from 'react'
import styles from './App.module.css'
import { DropTarget } from './features/drop/DropTarget.tsx'
import { useSample } from './features/first-run/use-sample.ts'
import { Banner } from './features/frame/Banner.tsx'
import { Part } from './features/frame/Part.tsx'
import { SkipLinks } from './features/frame/SkipLinks.tsx'
import { useAppearance } from './features/frame/use-appearance.ts'
import { useLayoutClass } from './features/frame/use-layout-class.ts'
import { useTitle } from './features/frame/use-title.ts'
import { useHasMoved, useView } from './features/frame/use-view.ts'
import { ViewSwitch } from './features/frame/ViewSwitch.tsx'
import { GalleryStrip } from './features/gallery/GalleryStrip.tsx'
import { Notices } from './features/notices/Notices.tsx'
import { useOptions } from './features/options/use-options.ts'
import { Announcements } from './features/progress/Announcements.tsx'
import { PromptDock } from './features/prompt/PromptDock.tsx'
import { useGenerate } from './features/prompt/use-generate.ts'
import { useShortcuts } from './features/shortcuts/use-shortcuts.ts'
import { useSignals } from './features/signals/use-signals.ts'
import { Stage } from './features/stage/Stage.tsx'
import { recordOf } from './state/gallery.ts'
import { useGallery } from './state/page-context.tsx'
import { cx } from './ui/cx.ts'

// They show what the model can do, which is known later than the page is there.
const OptionsPanel = lazy(() =>
  import('./features/options/OptionsPanel.tsx').then((module) => ({ default: module.OptionsPanel })),
)
const OptionsSheet = lazy(() =>
  import('./features/options/OptionsPanel.tsx').then((module) => ({ default: module.OptionsSheet })),
)
const FullView = lazy(() =>
  import('./features/full-view/FullView.tsx').then((module) => ({ default: module.FullView })),
)
const CompareView = lazy(() =>
  import('./features/compare/CompareView.tsx').then((module) => ({ default: module.CompareView })),
)
const InfoDialog = lazy(() =>
  import('./features/info/InfoDialog.tsx').then((module) => ({ default: module.InfoDialog })),
)
const CommandList = lazy(() =>
  import('./features/commands/CommandList.tsx').then((module) => ({ default: module.CommandList })),
)
const ShortcutDialog = lazy(() =>
  import('./features/shortcuts/ShortcutDialog.tsx').then((module) => ({ default: module.ShortcutDialog })),
)

/** The page. */
export function App() {
  const view = useView()
  const hasMoved = useHasMoved(view)
  const root = useRef<HTMLDivElement>(null)
  const layout = useLayoutClass(root)
  const options = useOptions(layout)
  const [dialog, setDialog] = useState<'shortcuts' | 'commands' | null>(null)
  const showHelp = useCallback(() => setDialog('shortcuts'), [])
  const showCommands = useCallback(() => setDialog('commands'), [])
  const generate = useGenerate()
  useShortcuts({ generate, showHelp, showCommands })
  useSample()
  useTitle()
  useAppearance()
  useSignals()

  const isPhone = layout === 'phone'
  const hasOptions = view === 'create' && options.isOpen
  return (
    <div ref={root} className={cx(styles.app)}>
      <SkipLinks hasPrompt={view === 'create'} hasGallery={view === 'create' || view === 'gallery'} />
      <Banner view={view} onHelp={showHelp} />
      <div className={cx(styles.body, hasOptions && layout === 'wide' && styles.withOptions)}>
        <main className={cx(styles.main)}>
          <Notices />
          <ViewSwitch
            view={view}
            hasMoved={hasMoved}
            create={
              <>
                <Stage />
                <GalleryStrip />
                <PromptDock
                  generate={generate}
                  areOptionsOpen={options.isOpen}
                  onToggleOptions={options.toggle}
                  onShowStyles={options.showStyles}
                />
              </>
            }
          />
        </main>
        {hasOptions && !isPhone && (
          <Part>
            <OptionsPanel options={options} look={layout === 'wide' ? 'beside' : 'over'} />
          </Part>
        )}
      </div>
      {hasOptions && isPhone && (
        <Part>
          <OptionsSheet options={options} />
        </Part>
      )}
      <Overlays isPhone={isPhone} />
      {dialog === 'shortcuts' && (
        <Part>
          <ShortcutDialog onClose={() => setDialog(null)} onCommands={showCommands} />
        </Part>
      )}
      {dialog === 'commands' && (
        <Part>
          <CommandList
            ground={{ generate, showShortcuts: showHelp, showOptions: options.showTab }}
            onClose={() => setDialog(null)}
          />
        </Part>
      )}
      <Announcements />
      <DropTarget />
    </div>
  )
}

function Overlays({ isPhone }: { readonly isPhone: boolean }) {
  const isFullOpen = useGallery(({ opened }) => opened !== null)
  const isComparing = useGallery(({ compare }) => compare.length > 1)
  const informed = useGallery((state) => recordOf(state, state.informed))
  return (
    <>
      {isFullOpen && (
        <Part>
          <FullView />
        </Part>
      )}
      {isComparing && (
        <Part>
          <CompareView />
        </Part>
      )}
      {informed && (
        <Part>
          <InfoDialog picture={informed} isPhone={isPhone} />
        </Part>
      )}
    </>
  )
}
