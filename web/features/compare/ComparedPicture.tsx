import type { PictureRecord } from '../../../contract/picture.ts'
import { altText } from '../../text/alt-text.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { useReadyPicture } from '../picture/use-ready-picture.ts'
import styles from './Compare.module.css'

/** One of the pictures, filling the positioned box around it. */
export function ComparedPicture({
  picture,
  name,
}: {
  readonly picture: PictureRecord
  readonly name: string
}) {
  const say = useText()
  const ready = useReadyPicture(picture)
  if (!ready) return null
  const alt = say('compare.picture', { name, prompt: altText(ready.picture.request.prompt, say) })
  return <img src={ready.url} alt={alt} className={cx(styles.image)} draggable={false} />
}

/** The letter of a picture, in the corner of its pane. */
export function Letter({ name, isAtEnd = false }: { readonly name: string; readonly isAtEnd?: boolean }) {
  return (
    <span className={cx(styles.letter, isAtEnd && styles.atEnd)} aria-hidden="true">
      {name}
    </span>
  )
}
