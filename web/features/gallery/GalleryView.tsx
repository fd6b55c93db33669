import type { PictureId } from '../../../contract/picture.ts'
import { useGallery } from '../../state/page-context.tsx'
import { altText } from '../../text/alt-text.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Grid } from '../../ui/Grid.tsx'
import { LogButton } from '../log/LogButton.tsx'
import { DayChoice } from './DayChoice.tsx'
import { GalleryState } from './GalleryState.tsx'
import styles from './GalleryView.module.css'
import { PictureTile } from './PictureTile.tsx'
import { useDay, usePicturesOf } from './use-day.ts'

/** All pictures in columns; a press opens full view. */
export function GalleryView() {
  const say = useText()
  const { total, next, loadMore, open } = useGallery((state) => state)
  const day = useDay()
  const pictures = usePicturesOf(day)
  return (
    <section
      className={cx(styles.view)}
      aria-label={say('gallery.region')}
      data-region="gallery"
      id="gallery"
      tabIndex={-1}
    >
      <header className={cx(styles.head)}>
        <h2 className={cx(styles.title)}>{say('app.gallery')}</h2>
        <span className={cx(styles.total)}>
          {say('gallery.total', { count: day === null ? total : pictures.length })}
        </span>
        <div className={cx(styles.tools)}>
          <DayChoice day={day} />
          {pictures.length > 0 && <LogButton day={day} />}
        </div>
      </header>
      {pictures.length === 0 && day !== null && total > 0 && <p>{say('gallery.noneOfDay')}</p>}
      {pictures.length === 0 ? (
        (day === null || total === 0) && <GalleryState />
      ) : (
        <Grid
          label={say('gallery.pictures')}
          items={pictures}
          idOf={(picture) => picture.id}
          nameOf={(picture) => altText(picture.request.prompt, say)}
          render={(picture) => <PictureTile picture={picture} isChosen={false} />}
          layout="grid"
          className={styles.grid}
          itemClassName={styles.item}
          // Ids of the grid are ids of its pictures.
          onAction={(id) => open(id as PictureId)}
        />
      )}
      {next !== null && day === null && (
        <Button className={styles.more} onPress={() => void loadMore()}>
          {say('gallery.more')}
        </Button>
      )}
    </section>
  )
}
