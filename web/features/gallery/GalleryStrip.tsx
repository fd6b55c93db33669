import { Images } from 'lucide-react'
import type { PictureId } from '../../../contract/picture.ts'
import { useGallery } from '../../state/page-context.tsx'
import { altText } from '../../text/alt-text.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { Grid } from '../../ui/Grid.tsx'
import { useGalleryShortcuts } from '../picture/use-picture-shortcuts.ts'
import { LiveTile } from '../stage/LiveTile.tsx'
import { GalleryState } from './GalleryState.tsx'
import styles from './GalleryStrip.module.css'
import { PictureTile } from './PictureTile.tsx'

/** The newest pictures in one row; a press shows one on the stage. */
export function GalleryStrip() {
  const say = useText()
  const onKeyDown = useGalleryShortcuts()
  const { pictures, total, chosen, choose } = useGallery((state) => state)
  return (
    <section
      className={cx(styles.strip)}
      aria-label={say('gallery.region')}
      data-region="gallery"
      id="gallery"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {pictures.length === 0 ? (
        <GalleryState />
      ) : (
        <>
          <div className={cx(styles.head)}>
            <a href="#/gallery" className={cx(styles.all)}>
              <Images size={16} aria-hidden="true" />
              {say('gallery.all')}
            </a>
            <span className={cx(styles.total)}>{say('gallery.total', { count: total })}</span>
          </div>
          <LiveTile />
          <Grid
            label={say('gallery.pictures')}
            items={pictures}
            idOf={(picture) => picture.id}
            nameOf={(picture) => altText(picture.request.prompt, say)}
            render={(picture) => <PictureTile picture={picture} isChosen={picture.id === chosen} />}
            layout="grid"
            hasLetterKeys
            orientation="horizontal"
            className={styles.row}
            itemClassName={styles.item}
            // Ids of the grid are ids of its pictures.
            onAction={(id) => choose(id as PictureId)}
            dependencies={[chosen]}
          />
        </>
      )}
    </section>
  )
}
