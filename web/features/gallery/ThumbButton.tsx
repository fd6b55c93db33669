import type { PictureRecord } from '../../../contract/picture.ts'
import { cx } from '../../ui/cx.ts'
import styles from './ThumbButton.module.css'
import { useThumbnailUrl } from './use-thumbnail-url.ts'

/** A small picture to choose by; its side is `--thumb`. */
export function ThumbButton(props: {
  readonly picture: PictureRecord
  readonly name: string
  readonly isChosen: boolean
  readonly onChoose: () => void
}) {
  const url = useThumbnailUrl(props.picture)
  return (
    <button
      type="button"
      className={cx(styles.thumb)}
      aria-label={props.name}
      aria-pressed={props.isChosen}
      onClick={props.onChoose}
    >
      {url && <img src={url} alt="" draggable={false} />}
    </button>
  )
}
