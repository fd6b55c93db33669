import { useRef, type ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal as AriaModal, ModalOverlay } from 'react-aria-components/Modal'
import { cx } from './cx.ts'
import styles from './Modal.module.css'
import { useBackCloses } from './use-back-closes.ts'

/** Something that stands over the page until it is closed. */
export interface ModalProps {
  /** Name of the dialog. */
  readonly label: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly look?: 'card' | 'full' | 'bottomSheet'
  /** How much of the window a bottom sheet takes. */
  readonly height?: string
}

/** A modal dialog; Escape, Back on phones and a press beside it close it, and focus goes back to where it was. */
export function Modal({ label, onClose, children, look = 'card', height }: ModalProps) {
  const modal = useRef<HTMLDivElement>(null)
  const close = (isOpen: boolean) => {
    if (!isOpen) onClose()
  }
  return (
    <ModalOverlay
      isOpen
      onOpenChange={close}
      isDismissable
      className={cx(styles.overlay, styles[`${look}Overlay`])}
    >
      <AriaModal
        ref={modal}
        className={cx(styles.modal, styles[look])}
        {...(height && { style: { blockSize: height } })}
      >
        <BackCloses modal={modal} onClose={onClose} />
        <Dialog aria-label={label} className={cx(styles.dialog)}>
          {children}
        </Dialog>
      </AriaModal>
    </ModalOverlay>
  )
}

/** Lives as long as what it stands in is shown. */
function BackCloses(props: {
  readonly modal: React.RefObject<HTMLDivElement | null>
  readonly onClose: () => void
}) {
  useBackCloses(props.modal, props.onClose)
  return null
}
