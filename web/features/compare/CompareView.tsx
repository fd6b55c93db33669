import { X } from 'lucide-react'
import { useState } from 'react'
import type { PictureRecord } from '../../../contract/picture.ts'
import { recordOf } from '../../state/gallery.ts'
import { useGallery } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { BlinkView } from './BlinkView.tsx'
import styles from './Compare.module.css'
import { DifferenceTable } from './DifferenceTable.tsx'
import { PicturePicker } from './PicturePicker.tsx'
import { SideBySideView } from './SideBySideView.tsx'
import { SliderView } from './SliderView.tsx'
import { useContactSheet } from './use-contact-sheet.ts'

/** More beside each other are too small to compare. */
const MOST = 4

const VIEWS = ['slider', 'side', 'blink'] as const

/** Two to four pictures against each other, and in which parameters they differ. */
export function CompareView() {
  const say = useText()
  const pictures = useCompared()
  const openCompare = useGallery((state) => state.openCompare)
  const saveSheet = useContactSheet()
  const [chosen, setView] = useState<(typeof VIEWS)[number]>('slider')
  const isPair = pictures.length === 2
  const view = isPair ? chosen : 'side'
  const close = () => openCompare([])
  const [other, picture] = pictures
  if (pictures.length < 2) return null
  return (
    <Modal label={say('picture.compare')} onClose={close} look="full">
      <div className={cx(styles.compare)}>
        <header className={cx(styles.head)}>
          <h2 className={cx(styles.title)}>{say('picture.compare')}</h2>
          {isPair && (
            <ChoiceGroup
              label={say('compare.view')}
              look="segments"
              value={view}
              onChange={setView}
              choices={VIEWS.map((value) => ({ value, label: say(`compare.${value}`) }))}
            />
          )}
          <div className={cx(styles.tools)}>
            <Button onPress={() => void saveSheet(pictures)}>{say('compare.sheet')}</Button>
            <IconButton label={say('app.close')} onPress={close}>
              <X size={20} aria-hidden="true" />
            </IconButton>
          </div>
        </header>
        <div className={cx(styles.stage)}>
          {view === 'slider' && <SliderView pictures={pictures} />}
          {view === 'side' && <SideBySideView pictures={pictures} />}
          {view === 'blink' && <BlinkView pictures={pictures} />}
        </div>
        <div className={cx(styles.below)} role="group" aria-label={say('compare.about')} tabIndex={0}>
          {isPair && other && picture && <PicturePicker other={other} picture={picture} />}
          <DifferenceTable pictures={pictures} />
        </div>
      </div>
    </Modal>
  )
}

/** The pictures that are compared, in the order in which they were chosen. */
function useCompared(): readonly PictureRecord[] {
  const gallery = useGallery((state) => state)
  return gallery.compare.flatMap((id) => recordOf(gallery, id) ?? []).slice(0, MOST)
}
