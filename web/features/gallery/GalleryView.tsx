import { useEffect, useMemo, useRef } from 'react'
import type { PictureId } from '../../../contract/picture.ts'
import { isFiltering, queryOf } from '../../state/gallery-filter.ts'
import { useGallery } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import type { VirtualGridHandle } from '../../ui/VirtualGrid.tsx'
import { useGalleryShortcuts } from '../picture/use-picture-shortcuts.ts'
import { TransferStatus } from '../transfer/TransferStatus.tsx'
import { FilterBar } from './FilterBar.tsx'
import { GalleryHead } from './GalleryHead.tsx'
import { GalleryState } from './GalleryState.tsx'
import styles from './GalleryView.module.css'
import { PictureGrid } from './PictureGrid.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { useGalleryFilter } from './use-gallery-filter.ts'
import { usePictureList } from './use-picture-list.ts'

/** All pictures: to find, look at, select, sort out and move. */
export function GalleryView() {
  const say = useText()
  const onKeyDown = useGalleryShortcuts()
  const grid = useRef<VirtualGridHandle>(null)
  const address = useGalleryFilter()
  const { filter } = address
  const find = usePictureList((state) => state.find)
  const rest = usePictureList((state) => state.rest)
  const found = usePictureList((state) => state.found)
  const selected = usePictureList((state) => state.selected)
  const fetch = useGallery((state) => state.fetch)
  useEffect(() => {
    void find(queryOf(filter))
    return rest
  }, [find, rest, filter])
  const entries = found?.entries
  const chosen = useMemo(() => entries?.filter(({ id }) => selected.has(id)) ?? [], [entries, selected])
  // Keys act on records; the one under the focus is read before a key is pressed.
  const onFocus = ({ target }: React.FocusEvent) => {
    const id = target.closest('[data-key]')?.getAttribute('data-key')
    if (id) void fetch([id as PictureId])
  }
  return (
    <section
      className={cx(styles.view)}
      aria-label={say('gallery.region')}
      data-region="gallery"
      data-scrolls=""
      id="gallery"
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      {found && <GalleryHead found={found} filter={filter} />}
      <TransferStatus />
      {found && (found.total > 0 || isFiltering(filter)) && !filter.isDeleted && (
        <FilterBar address={address} choices={found.choices} />
      )}
      {entries && entries.length > 0 && (
        <PictureGrid ref={grid} entries={entries} hasDays={!filter.isDeleted} />
      )}
      {found && entries?.length === 0 && (
        <Nothing isFiltered={isFiltering(filter)} isDeleted={filter.isDeleted} onClear={address.clear} />
      )}
      {chosen.length > 0 && (
        <SelectionBar
          selected={chosen}
          isDeleted={filter.isDeleted}
          onGo={(ids) => grid.current?.focusAfter(ids)}
        />
      )}
    </section>
  )
}

function Nothing(props: {
  readonly isFiltered: boolean
  readonly isDeleted: boolean
  readonly onClear: () => void
}) {
  const say = useText()
  if (props.isFiltered) {
    return (
      <p className={cx(styles.nothing)}>
        {say('gallery.noMatch')}
        <Button look="link" onPress={props.onClear}>
          {say('gallery.clearFilters')}
        </Button>
      </p>
    )
  }
  return props.isDeleted ? <p className={cx(styles.nothing)}>{say('deleted.none')}</p> : <GalleryState />
}
