import { useRef, useState } from 'react'
import { useGallery } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { Modal } from '../../ui/Modal.tsx'
import type { ZoomHandle, ZoomPlace } from '../../ui/ZoomPane.tsx'
import { InfoTable } from '../info/InfoTable.tsx'
import { useIsBusy } from '../stage/use-is-busy.ts'
import styles from './FullView.module.css'
import { FullViewHead } from './FullViewHead.tsx'
import { FullViewPane } from './FullViewPane.tsx'
import { useFullViewKeys } from './use-full-view-keys.ts'
import { useOpened } from './use-opened.ts'

/** One picture, or the one in the making, over the whole window, with its neighbours a key away. */
export function FullView() {
  const say = useText()
  const open = useGallery((state) => state.open)
  const pane = useRef<ZoomHandle>(null)
  const [place, setPlace] = useState<Pick<ZoomPlace, 'zoom' | 'isFit'>>({ zoom: 1, isFit: true })
  const isAtWork = useIsBusy()
  const opened = useOpened(isAtWork || !place.isFit)
  const { picture, live } = opened
  const [isInfoOpen, setInfoOpen] = useState(false)
  const toggleInfo = () => setInfoOpen(!isInfoOpen)
  const onKeyDown = useFullViewKeys({ opened, pane, toggleInfo })
  const close = () => open(null)
  if (!picture && !live) return null
  return (
    <Modal label={say('full.title')} onClose={close} look="full">
      <div className={cx(styles.full)} onKeyDown={onKeyDown}>
        <FullViewHead
          opened={opened}
          zoom={place.zoom}
          pane={pane}
          info={{ isOpen: isInfoOpen, toggle: toggleInfo }}
          onClose={close}
        />
        <div className={cx(styles.body)}>
          <FullViewPane opened={opened} isFit={place.isFit} pane={pane} onPlace={setPlace} />
          {isInfoOpen && picture && (
            <aside className={cx(styles.info)} aria-label={say('info.title')}>
              <InfoTable picture={picture} />
            </aside>
          )}
        </div>
      </div>
    </Modal>
  )
}
