import { useRef } from 'react'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import styles from './Options.module.css'

const DRAG_PX = 40

/** The handle of a sheet: a press changes its height, a drag changes or closes it. */
export function SheetHandle(props: {
  readonly isTall: boolean
  readonly onTall: (isTall: boolean) => void
  readonly onClose: () => void
}) {
  const { isTall, onTall, onClose } = props
  const say = useText()
  const start = useRef<number | null>(null)
  const end = (y: number) => {
    const moved = start.current === null ? 0 : y - start.current
    start.current = null
    if (moved < -DRAG_PX) onTall(true)
    if (moved > DRAG_PX) {
      if (isTall) onTall(false)
      else onClose()
    }
  }
  return (
    <div
      className={cx(styles.handle)}
      style={{ touchAction: 'none' }}
      onPointerDown={(event) => (start.current = event.clientY)}
      onPointerUp={(event) => end(event.clientY)}
      onPointerCancel={() => (start.current = null)}
    >
      <Button
        look="quiet"
        className={styles.handle}
        aria-label={say(isTall ? 'options.smaller' : 'options.taller')}
        onPress={() => onTall(!isTall)}
      >
        {null}
      </Button>
    </div>
  )
}
