import { Trash2 } from 'lucide-react'
import type { FoundPictures } from '../../../contract/gallery-query.ts'
import { hashOfFilter, isFiltering, NO_FILTER, type GalleryFilter } from '../../state/gallery-filter.ts'
import { useActions, usePreferences } from '../../state/page-context.tsx'
import { TILE_SIZES } from '../../state/preferences.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx'
import { cx } from '../../ui/cx.ts'
import { LogButton } from '../log/LogButton.tsx'
import { ImportButton } from '../transfer/ImportButton.tsx'
import { ZipButton } from '../transfer/ZipButton.tsx'
import styles from './GalleryView.module.css'

const SIZE_NAMES = { S: 'gallery.small', M: 'gallery.middle', L: 'gallery.large' } as const

/** The gallery's title, how many pictures there are, and what concerns all of them. */
export function GalleryHead({
  found,
  filter,
}: {
  readonly found: FoundPictures
  readonly filter: GalleryFilter
}) {
  const say = useText()
  const { entries, total, deleted } = found
  const { isDeleted } = filter
  const count = entries.length
  return (
    <header className={cx(styles.head)}>
      <h2 className={cx(styles.title)}>{say(isDeleted ? 'deleted.title' : 'app.gallery')}</h2>
      <span className={cx(styles.total)}>
        {isDeleted || !isFiltering(filter)
          ? say('gallery.total', { count: isDeleted ? count : total })
          : say('gallery.totalOf', { count, total })}
      </span>
      <div className={cx(styles.tools)}>
        {isDeleted ? (
          <a href={hashOfFilter(NO_FILTER)} className={cx(styles.link)}>
            {say('deleted.back')}
          </a>
        ) : (
          deleted > 0 && (
            <a href={hashOfFilter({ ...NO_FILTER, isDeleted: true })} className={cx(styles.link)}>
              {say('deleted.link', { count: deleted })}
            </a>
          )
        )}
        {!isDeleted && <ImportButton />}
        {count > 0 && !isDeleted && <ZipButton ids={entries.map(({ id }) => id)} isAll />}
        {count > 0 && !isDeleted && <LogButton day={filter.day} />}
        {count > 0 && <TileSizes />}
      </div>
      {isDeleted && <DeletedNote hasAny={count > 0} />}
    </header>
  )
}

function TileSizes() {
  const say = useText()
  const tileSize = usePreferences((state) => state.tileSize)
  const prefer = usePreferences((state) => state.prefer)
  return (
    <ChoiceGroup
      label={say('gallery.tileSize')}
      isLabelHidden
      look="segments"
      value={tileSize}
      onChange={(size) => prefer({ tileSize: size })}
      choices={TILE_SIZES.map((value) => ({ value, label: say(SIZE_NAMES[value]) }))}
    />
  )
}

function DeletedNote({ hasAny }: { readonly hasAny: boolean }) {
  const say = useText()
  const { emptyDeleted } = useActions()
  return (
    <p className={cx(styles.note)}>
      {say('deleted.note')}
      {hasAny && (
        <Button look="link" onPress={emptyDeleted}>
          <Trash2 size={16} aria-hidden="true" />
          {say('deleted.empty')}
        </Button>
      )}
    </p>
  )
}
