import type { PictureRecord } from '../../../contract/picture.ts'
import { altText } from '../../text/alt-text.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import styles from './PictureTile.module.css'
import { useThumbnailUrl } from './use-thumbnail-url.ts'

/** One picture of the gallery, cropped to a square. */
export function PictureTile({
  picture,
  isChosen,
}: {
  readonly picture: PictureRecord
  readonly isChosen: boolean
}) {
  const say = useText()
  const url = useThumbnailUrl(picture)
  return (
    <div className={cx(styles.tile, isChosen && styles.chosen)}>
      {url && (
        <img
          src={url}
          alt={altText(picture.request.prompt, say)}
          className={cx(styles.image)}
          draggable={false}
        />
      )}
      {!picture.saved && <span className={cx(styles.badge)}>{say('gallery.notSaved')}</span>}
    </div>
  )
}
