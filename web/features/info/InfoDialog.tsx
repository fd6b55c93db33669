import { X } from 'lucide-react'
import type { PictureRecord } from '../../../contract/picture.ts'
import { useGallery } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Modal } from '../../ui/Modal.tsx'
import styles from './InfoDialog.module.css'
import { InfoTable } from './InfoTable.tsx'

/** The parameters of a picture over the page: a dialog, on phones a sheet. */
export function InfoDialog({
  picture,
  isPhone,
}: {
  readonly picture: PictureRecord
  readonly isPhone: boolean
}) {
  const say = useText()
  const openInfo = useGallery((state) => state.openInfo)
  const close = () => openInfo(null)
  return (
    <Modal
      label={say('info.title')}
      onClose={close}
      look={isPhone ? 'bottomSheet' : 'card'}
      {...(isPhone && { height: '88dvh' })}
    >
      <header className={cx(styles.head)}>
        <h2 className={cx(styles.title)}>{say('info.title')}</h2>
        <IconButton label={say('app.close')} onPress={close}>
          <X size={20} aria-hidden="true" />
        </IconButton>
      </header>
      <div className={cx(styles.body)}>
        <InfoTable picture={picture} />
      </div>
    </Modal>
  )
}
