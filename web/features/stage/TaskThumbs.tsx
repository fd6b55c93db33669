import type { PictureRecord } from '../../../contract/picture.ts'
import { useGallery } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { ThumbButton } from '../gallery/ThumbButton.tsx'
import styles from './TaskThumbs.module.css'
import type { TaskPictures } from './task-pictures.ts'

/** The pictures of one task beside the stage, with room for those to come. Nothing for a single one. */
export function TaskThumbs({
  of: { pictures, count },
  shown,
}: {
  readonly of: TaskPictures
  readonly shown: PictureRecord | null
}) {
  const say = useText()
  const choose = useGallery((state) => state.choose)
  if (count < 2) return null
  const toCome = Array.from({ length: count - pictures.length }, (_, at) => at)
  return (
    <div className={cx(styles.thumbs)} role="group" aria-label={say('stage.ofTask')}>
      {pictures.map((picture, at) => (
        <ThumbButton
          key={picture.id}
          picture={picture}
          name={say('stage.pictureOfTask', { number: at + 1, count })}
          isChosen={picture.id === shown?.id}
          onChoose={() => choose(picture.id)}
        />
      ))}
      {toCome.map((at) => (
        <span key={at} className={cx(styles.toCome)} />
      ))}
    </div>
  )
}
