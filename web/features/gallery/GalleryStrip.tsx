import { Images } from 'lucide-react'
import type { PictureId, PictureRecord } from '../../../contract/picture.ts'
import { useGallery } from '../../state/page-context.tsx'
import { altText } from '../../text/alt-text.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { VirtualStrip } from '../../ui/VirtualStrip.tsx'
import { useGalleryShortcuts } from '../picture/use-picture-shortcuts.ts'
import { LiveTile } from '../stage/LiveTile.tsx'
import { GalleryState } from './GalleryState.tsx'
import styles from './GalleryStrip.module.css'
import { PictureTile } from './PictureTile.tsx'

const idOf = ({ id }: PictureRecord) => id
const tileOf = (picture: PictureRecord, isChosen: boolean) => (
  <PictureTile picture={picture} isChosen={isChosen} />
)

/** The newest pictures in one row; a press shows one on the stage. */
export function GalleryStrip() {
  const say = useText()
  const onKeyDown = useGalleryShortcuts()
  const pictures = useGallery((state) => state.pictures)
  const total = useGallery((state) => state.total)
  const chosen = useGallery((state) => state.chosen)
  const choose = useGallery((state) => state.choose)
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
          <VirtualStrip
            label={say('gallery.pictures')}
            items={pictures}
            idOf={idOf}
            nameOf={({ request }) => altText(request.prompt, say)}
            chosenId={chosen}
            render={tileOf}
            // Ids of the strip are ids of its pictures.
            onAction={(id) => choose(id as PictureId)}
          />
        </>
      )}
    </section>
  )
}
