import { useState } from 'react'
import type { PixelSize } from '../../../contract/image.ts'
import type { PictureRecord } from '../../../contract/picture.ts'
import type { TaskState } from '../../../contract/task.ts'
import { altText } from '../../text/alt-text.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { usePictureUrl } from '../gallery/use-picture-url.ts'
import { LiveCanvas } from './LiveCanvas.tsx'
import { shownWidth } from './shown-size.ts'
import styles from './Stage.module.css'

/** A box of the final ratio with a picture, a live preview over it, or both. It never changes size in between. */
export function StageBox(props: {
  readonly size: PixelSize
  readonly picture: PictureRecord | null
  /** The task whose previews are shown. */
  readonly live: TaskState | null
  readonly isQuiet?: boolean
}) {
  const { size, picture, live, isQuiet } = props
  const say = useText()
  const url = usePictureUrl(picture?.id ?? null)
  const [decoded, setDecoded] = useState<string | null>(null)
  const box = { '--w': size.width, '--h': size.height, '--max': shownWidth(size) } as React.CSSProperties
  return (
    <div className={cx(styles.frame)}>
      <div className={cx(styles.box, isQuiet && styles.shimmer)} style={box}>
        {picture && url && (
          <img
            className={cx(styles.picture)}
            src={url}
            alt={altText(picture.request.prompt, say)}
            decoding="sync"
            onLoad={() => setDecoded(url)}
          />
        )}
        {live && (
          <LiveCanvas
            taskId={live.task.id}
            label={say('stage.previewOf', { prompt: altText(live.task.request.prompt, say) })}
            decoded={decoded}
          />
        )}
        {picture && !picture.saved && <span className={cx(styles.badge)}>{say('stage.notSaved')}</span>}
      </div>
    </div>
  )
}
