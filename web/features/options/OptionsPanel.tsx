import { ChevronDown, X } from 'lucide-react'
import { lazy, useState, type ReactNode } from 'react'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Part } from '../frame/Part.tsx'
import { keepPlace } from '../frame/keep-place.ts'
import { windowPlaces } from '../frame/places.ts'
import { HistoryButtons } from '../history/HistoryButtons.tsx'
import styles from './Options.module.css'
import { SheetHandle } from './SheetHandle.tsx'
import { useFocusGoesBack } from './use-focus-goes-back.ts'
import { OPTIONS_TABS } from './options-tabs.ts'
import type { OptionsState } from './use-options.ts'
import { useRoomOverPrompt } from './use-room-over-prompt.ts'
import { useSpareTime } from './use-spare-time.ts'

// Shown once the model is known, so it need not be there before the page can be used.
const SettingsTab = lazy(() =>
  import('./SettingsTab.tsx').then((module) => ({ default: module.SettingsTab })),
)

const StylesTab = lazy(() =>
  import('../styles/StylesTab.tsx').then((module) => ({ default: module.StylesTab })),
)

const AdvancedTab = lazy(() =>
  import('../advanced/AdvancedTab.tsx').then((module) => ({ default: module.AdvancedTab })),
)

const ModelsTab = lazy(() =>
  import('../models/ModelsTab.tsx').then((module) => ({ default: module.ModelsTab })),
)

/** Options beside the page, or over it without keeping anyone from the page. */
export function OptionsPanel({
  options,
  look,
}: {
  readonly options: OptionsState
  readonly look: 'beside' | 'over'
}) {
  const say = useText()
  const isOver = look === 'over'
  const { above, below } = useRoomOverPrompt(isOver)
  useFocusGoesBack(isOver)
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (isOver && event.key === 'Escape' && !event.defaultPrevented) options.close()
  }
  return (
    <aside
      className={cx(styles.options, isOver && styles.over)}
      aria-label={say('options.label')}
      data-region="options"
      onKeyDown={onKeyDown}
      {...(isOver && { style: { insetBlock: `${above}px ${below}px` } })}
    >
      <div className={cx(styles.head)}>
        <h2 className={cx(styles.title)}>{say('options.label')}</h2>
        <HistoryButtons />
        {isOver && (
          <IconButton label={say('options.close')} onPress={options.close}>
            <X size={20} aria-hidden="true" />
          </IconButton>
        )}
      </div>
      <OptionsTabs {...options} />
    </aside>
  )
}

/** Options as a sheet from the bottom of a phone. The back button closes it. */
export function OptionsSheet({ options }: { readonly options: OptionsState }) {
  const say = useText()
  const [isTall, setTall] = useState(false)
  const { close } = options
  return (
    <Modal
      label={say('options.label')}
      look="bottomSheet"
      height={isTall ? '92dvh' : '56dvh'}
      onClose={close}
    >
      <aside className={cx(styles.sheet)} aria-label={say('options.label')} data-region="options">
        <div className={cx(styles.sheetHead)}>
          <div className={cx(styles.history)}>
            <HistoryButtons />
          </div>
          <SheetHandle isTall={isTall} onTall={setTall} onClose={close} />
          <IconButton label={say('options.close')} onPress={close}>
            <ChevronDown size={20} aria-hidden="true" />
          </IconButton>
        </div>
        <OptionsTabs {...options} />
      </aside>
    </Modal>
  )
}

/** Each the same element for ever: choosing another tab draws none of them again. */
const CONTENTS = {
  settings: inPart(<SettingsTab />),
  styles: inPart(<StylesTab />),
  models: inPart(<ModelsTab />),
  advanced: inPart(<AdvancedTab />),
} as const

function inPart(tab: ReactNode) {
  return <Part>{tab}</Part>
}

function OptionsTabs({ tab, setTab }: OptionsState) {
  const say = useText()
  const hasTime = useSpareTime()
  return (
    <Tabs
      label={say('options.label')}
      chosen={tab}
      onChoose={setTab}
      onPanel={keepTabPlace}
      hasTime={hasTime}
      tabs={OPTIONS_TABS.map((id) => ({ id, label: say(`options.${id}`), content: CONTENTS[id] }))}
    />
  )
}

/** Each tab stays scrolled to where it was left. */
const keepTabPlace = (panel: HTMLElement, tab: string) => keepPlace(panel, `options-${tab}`, windowPlaces)
