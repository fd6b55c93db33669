import { ChevronDown } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import styles from './Options.module.css'
import { SettingsTab } from './SettingsTab.tsx'
import { SheetHandle } from './SheetHandle.tsx'

const StylesTab = lazy(() => import('./StylesTab.tsx').then((module) => ({ default: module.StylesTab })))

const AdvancedTab = lazy(() =>
  import('../advanced/AdvancedTab.tsx').then((module) => ({ default: module.AdvancedTab })),
)

const ModelsTab = lazy(() =>
  import('../models/ModelsTab.tsx').then((module) => ({ default: module.ModelsTab })),
)

/** The tabs of Options that exist. */
export type OptionsTab = 'settings' | 'styles' | 'models' | 'advanced'

interface OptionsProps {
  readonly tab: OptionsTab
  readonly onTab: (tab: OptionsTab) => void
}

/** Options beside the page. */
export function OptionsPanel(props: OptionsProps) {
  const say = useText()
  return (
    <aside className={cx(styles.options)} aria-label={say('options.label')} data-region="options">
      <OptionsTabs {...props} />
    </aside>
  )
}

/** Options as a sheet from the bottom of a phone. The back button closes it. */
export function OptionsSheet({ onClose, ...props }: OptionsProps & { readonly onClose: () => void }) {
  const say = useText()
  const [isTall, setTall] = useState(false)
  useBackCloses(onClose)
  return (
    <Modal
      label={say('options.label')}
      look="bottomSheet"
      height={isTall ? '92dvh' : '56dvh'}
      onClose={onClose}
    >
      <aside className={cx(styles.sheet)} aria-label={say('options.label')} data-region="options">
        <div className={cx(styles.sheetHead)}>
          <SheetHandle isTall={isTall} onTall={setTall} onClose={onClose} />
          <IconButton label={say('options.close')} onPress={onClose}>
            <ChevronDown size={20} aria-hidden="true" />
          </IconButton>
        </div>
        <OptionsTabs {...props} />
      </aside>
    </Modal>
  )
}

function OptionsTabs({ tab, onTab }: OptionsProps) {
  const say = useText()
  return (
    <Tabs
      label={say('options.label')}
      chosen={tab}
      onChoose={onTab}
      tabs={[
        { id: 'settings', label: say('options.settings'), content: <SettingsTab /> },
        {
          id: 'styles',
          label: say('options.styles'),
          content: (
            <Suspense fallback={null}>
              <StylesTab />
            </Suspense>
          ),
        },
        {
          id: 'models',
          label: say('options.models'),
          content: (
            <Suspense fallback={null}>
              <ModelsTab />
            </Suspense>
          ),
        },
        {
          id: 'advanced',
          label: say('options.advanced'),
          content: (
            <Suspense fallback={null}>
              <AdvancedTab />
            </Suspense>
          ),
        },
      ]}
    />
  )
}

function useBackCloses(onClose: () => void): void {
  useEffect(() => {
    // In the next turn: a sheet that is gone by then leaves no entry behind.
    const timer = setTimeout(() => {
      history.pushState({ sheet: true }, '')
      addEventListener('popstate', onClose)
    })
    return () => {
      clearTimeout(timer)
      removeEventListener('popstate', onClose)
      const state: unknown = history.state
      if (typeof state === 'object' && state && 'sheet' in state) history.back()
    }
    // Once per opening: the entry in the history belongs to the sheet's life.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])
}
