import { Columns2, LayoutGrid, RotateCcw, Star, StarOff, Trash2, X } from 'lucide-react'
import type { GalleryEntry } from '../../../contract/gallery-query.ts'
import type { PictureId } from '../../../contract/picture.ts'
import { recordOf } from '../../state/gallery.ts'
import { useActions, useGallery, usePage } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { useContactSheet } from '../compare/use-contact-sheet.ts'
import { ZipButton } from '../transfer/ZipButton.tsx'
import styles from './SelectionBar.module.css'
import { usePictureListStore } from './use-picture-list.ts'

const MOST_COMPARED = 4
/** With more, nobody can read the labels any longer. */
const MOST_ON_SHEET = 64

/** What can be done with the selected pictures; stands at the foot of the gallery while there are any. */
export function SelectionBar(props: {
  readonly selected: readonly GalleryEntry[]
  readonly isDeleted: boolean
  /** Told before pictures go, so that focus finds the one after them. */
  readonly onGo: (ids: ReadonlySet<string>) => void
}) {
  const { selected, isDeleted, onGo } = props
  const say = useText()
  const list = usePictureListStore()
  return (
    <div className={cx(styles.bar)}>
      <span className={cx(styles.count)}>{say('selection.count', { count: selected.length })}</span>
      <Toolbar label={say('selection.toolbar')}>
        {isDeleted ? (
          <DeletedActions selected={selected} onGo={onGo} />
        ) : (
          <Actions selected={selected} onGo={onGo} />
        )}
        <SelectAll count={selected.length} />
        <IconButton
          label={say('selection.clear')}
          onPress={() => {
            list.getState().select(new Set())
          }}
        >
          <X size={20} aria-hidden="true" />
        </IconButton>
      </Toolbar>
    </div>
  )
}

/** What Ctrl+A does, for those without a keyboard. */
function SelectAll({ count }: { readonly count: number }) {
  const say = useText()
  const list = usePictureListStore()
  const { entries } = list.getState().found ?? { entries: [] }
  if (count >= entries.length) return null
  return (
    <Button look="quiet" onPress={() => list.getState().select(new Set(idsOf(entries)))}>
      {say('selection.all')}
    </Button>
  )
}

interface ActionProps {
  readonly selected: readonly GalleryEntry[]
  readonly onGo: (ids: ReadonlySet<string>) => void
}

const idsOf = (entries: readonly GalleryEntry[]): readonly PictureId[] => entries.map(({ id }) => id)

function Actions({ selected, onGo }: ActionProps) {
  const say = useText()
  const list = usePictureListStore()
  const { favourite, deletePictures } = useActions()
  const { gallery } = usePage()
  const { fetch, openCompare } = useGallery((state) => state)
  const makeSheet = useContactSheet()
  const ids = idsOf(selected)
  const saveSheet = async () => {
    await fetch(ids)
    await makeSheet(ids.flatMap((id) => recordOf(gallery.getState(), id) ?? []))
  }
  const areFavourites = selected.every(({ isFavourite }) => isFavourite)
  const mark = () => {
    list.getState().mark(new Set(ids), !areFavourites)
    favourite(ids, !areFavourites)
  }
  const remove = () => {
    onGo(new Set(ids))
    list.getState().take(new Set(ids))
    deletePictures(ids)
  }
  return (
    <>
      <ZipButton ids={ids} />
      {ids.length >= 2 && ids.length <= MOST_COMPARED && (
        <Button look="quiet" onPress={() => void fetch(ids).then(() => openCompare(ids))}>
          <Columns2 size={16} aria-hidden="true" />
          {say('selection.compare')}
        </Button>
      )}
      {ids.length >= 2 && ids.length <= MOST_ON_SHEET && (
        <Button look="quiet" onPress={() => void saveSheet()}>
          <LayoutGrid size={16} aria-hidden="true" />
          {say('compare.sheet')}
        </Button>
      )}
      <Button look="quiet" onPress={mark}>
        {areFavourites ? <StarOff size={16} aria-hidden="true" /> : <Star size={16} aria-hidden="true" />}
        {say(areFavourites ? 'selection.unfavourite' : 'selection.favourite')}
      </Button>
      <Button look="quiet" onPress={remove}>
        <Trash2 size={16} aria-hidden="true" />
        {say('selection.delete')}
      </Button>
    </>
  )
}

function DeletedActions({ selected, onGo }: ActionProps) {
  const say = useText()
  const { toast } = usePage()
  const list = usePictureListStore()
  const { restorePictures, dropPictures } = useActions()
  const ids = idsOf(selected)
  const leave = (act: (ids: readonly PictureId[]) => void) => () => {
    onGo(new Set(ids))
    list.getState().take(new Set(ids))
    act(ids)
  }
  return (
    <>
      <Button
        look="quiet"
        onPress={leave((gone) => {
          restorePictures(gone)
          toast({ kind: 'restored', count: gone.length })
        })}
      >
        <RotateCcw size={16} aria-hidden="true" />
        {say('selection.restore')}
      </Button>
      <Button look="quiet" onPress={leave(dropPictures)}>
        <Trash2 size={16} aria-hidden="true" />
        {say('selection.drop')}
      </Button>
    </>
  )
}
