import type { PixelSize } from '../../../contract/image.ts'
import { cx } from '../../ui/cx.ts'
import styles from './Size.module.css'

const OUTLINE_PX = 28

/** A size as a small frame of its shape; dashed when there is none yet. */
export function Outline({ size }: { readonly size: PixelSize | null }) {
  const { width, height } = size ?? { width: 1, height: 1 }
  const scale = OUTLINE_PX / Math.max(width, height)
  const box = { inlineSize: width * scale, blockSize: height * scale }
  return (
    <span className={cx(styles.place)} aria-hidden="true">
      <span className={cx(styles.outline, !size && styles.open)} style={box} />
    </span>
  )
}
