import { Star } from 'lucide-react'
import type { GalleryEntry } from '../../../contract/gallery-query.ts'
import { useActions } from '../../state/page-context.tsx'
import { altText } from '../../text/alt-text.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { TileToggle } from '../../ui/TileToggle.tsx'
import styles from './PictureTile.module.css'
import { usePictureList } from './use-picture-list.ts'
import { useThumbnailUrl } from './use-thumbnail-url.ts'

/** One picture of the gallery view, cropped to a square, with its star. */
export function GalleryTile({ entry }: { readonly entry: GalleryEntry }) {
  const say = useText()
  const { favourite } = useActions()
  const mark = usePictureList((state) => state.mark)
  const url = useThumbnailUrl(entry)
  const alt = altText(entry.caption, say)
  const { id, isFavourite } = entry
  const toggle = () => {
    mark(new Set([id]), !isFavourite)
    favourite([id], !isFavourite)
  }
  return (
    <div className={cx(styles.tile, styles.full, !entry.saved && styles.unsaved)}>
      {url && <img src={url} alt={alt} className={cx(styles.image)} draggable={false} decoding="async" />}
      {!entry.saved && <span className={cx(styles.badge)}>{say('gallery.notSaved')}</span>}
      {entry.deletedAt === null && (
        <TileToggle label={say('gallery.markOne', { name: alt })} isOn={isFavourite} onToggle={toggle}>
          <Star size={16} aria-hidden="true" fill={isFavourite ? 'currentColor' : 'none'} />
        </TileToggle>
      )}
    </div>
  )
}
