import { useCallback, useMemo, useState, type Ref } from 'react'
import type { GalleryEntry } from '../../../contract/gallery-query.ts'
import type { PictureId } from '../../../contract/picture.ts'
import { useGallery, usePreferences } from '../../state/page-context.tsx'
import { altText } from '../../text/alt-text.ts'
import { useText } from '../../text/use-text.ts'
import { VirtualGrid, type VirtualGridHandle } from '../../ui/VirtualGrid.tsx'
import { daySections } from './day-sections.ts'
import { GalleryTile } from './GalleryTile.tsx'
import { usePictureList } from './use-picture-list.ts'

const TILE_PX = { S: 112, M: 176, L: 264 } as const

const idOf = ({ id }: GalleryEntry) => id
const tileOf = (entry: GalleryEntry) => <GalleryTile entry={entry} />

/** All pictures that were found, under their days; a press opens full view among them. */
export function PictureGrid({
  entries,
  hasDays,
  ref,
}: {
  readonly entries: readonly GalleryEntry[]
  /** Deleted pictures stand by when they were deleted, which is no day of theirs. */
  readonly hasDays: boolean
  readonly ref: Ref<VirtualGridHandle>
}) {
  const say = useText()
  const openIn = useGallery((state) => state.openIn)
  const tileSize = usePreferences((state) => state.tileSize)
  const selected = usePictureList((state) => state.selected)
  const select = usePictureList((state) => state.select)
  // What was today when the view was opened stays so under the reader.
  const [now] = useState(() => Date.now())
  const sections = useMemo(
    () => (hasDays ? daySections(entries, now, say) : [{ key: 'all', title: null, items: entries }]),
    [entries, hasDays, now, say],
  )
  const nameOf = useCallback((entry: GalleryEntry) => altText(entry.caption, say), [say])
  const selectLabel = useCallback(
    (entry: GalleryEntry) => say('gallery.selectOne', { name: altText(entry.caption, say) }),
    [say],
  )
  return (
    <VirtualGrid
      ref={ref}
      label={say('gallery.pictures')}
      sections={sections}
      idOf={idOf}
      nameOf={nameOf}
      render={tileOf}
      selectLabel={selectLabel}
      tileSize={TILE_PX[tileSize]}
      selected={selected}
      // Ids of the grid are ids of its pictures.
      onSelect={(ids) => select(ids as ReadonlySet<PictureId>)}
      onOpen={(id) => void openIn(id as PictureId, entries.map(idOf))}
    />
  )
}
