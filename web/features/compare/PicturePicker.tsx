import type { PictureRecord } from '../../../contract/picture.ts'
import { useGallery } from '../../state/page-context.tsx'
import { altText } from '../../text/alt-text.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { ThumbButton } from '../gallery/ThumbButton.tsx'
import styles from './Compare.module.css'

/** As many pictures as a person looks through at once. */
const OFFERED = 24

/** Chooses what a picture is compared with, among the newest. */
export function PicturePicker({
  other,
  picture,
}: {
  readonly other: PictureRecord
  readonly picture: PictureRecord
}) {
  const say = useText()
  const pictures = useGallery((state) => state.pictures)
  const openCompare = useGallery((state) => state.openCompare)
  const offered = pictures.filter(({ id }) => id !== picture.id).slice(0, OFFERED)
  if (offered.length < 2) return null
  return (
    <section className={cx(styles.picker)} aria-label={say('compare.with')}>
      <h3 className={cx(styles.subtitle)}>{say('compare.with')}</h3>
      <div className={cx(styles.thumbs)}>
        {offered.map((one, at) => (
          <ThumbButton
            key={one.id}
            picture={one}
            name={say('compare.choose', { number: at + 1, prompt: altText(one.request.prompt, say) })}
            isChosen={one.id === other.id}
            onChoose={() => openCompare([one.id, picture.id])}
          />
        ))}
      </div>
    </section>
  )
}
