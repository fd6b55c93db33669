import type { PixelSize } from '../../../contract/image.ts'
import type { PictureRecord } from '../../../contract/picture.ts'
import type { TaskState } from '../../../contract/task.ts'
import { useGallery } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { LayerStack } from '../picture/LayerStack.tsx'
import { useLayers } from '../picture/use-layers.ts'
import { shownWidth } from './shown-size.ts'
import styles from './Stage.module.css'

/** What the stage's box shows. */
export interface StageBoxProps {
  readonly size: PixelSize
  readonly picture: PictureRecord | null
  /** The task whose previews are shown. */
  readonly live: TaskState | null
  readonly isQuiet?: boolean
}

/** A box of the final ratio with a picture, a live preview over it, or both. It never changes size in between. */
export function StageBox(props: StageBoxProps) {
  const { picture, live, isQuiet } = props
  const say = useText()
  const open = useGallery((state) => state.open)
  const layers = useLayers(picture, live)
  const size = layers.size ?? props.size
  const box = { '--w': size.width, '--h': size.height, '--max': shownWidth(size) } as React.CSSProperties
  return (
    <div className={cx(styles.frame)}>
      <div
        className={cx(styles.box, isQuiet && styles.shimmer)}
        style={box}
        onDoubleClick={() => picture && !live && open(picture.id)}
      >
        <LayerStack layers={layers} />
        {picture && !picture.saved && <span className={cx(styles.badge)}>{say('stage.notSaved')}</span>}
      </div>
    </div>
  )
}
