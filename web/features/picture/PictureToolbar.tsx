import { Copy, Download, GitCompareArrows, Info, Maximize2, Star, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { PictureRecord } from '../../../contract/picture.ts'
import { useGallery } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import styles from './PictureToolbar.module.css'
import { ReuseMenu } from './ReuseMenu.tsx'
import { usePictureActions } from './use-picture-actions.ts'

/** What can be done with the picture that is looked at. */
export function PictureToolbar(props: {
  readonly picture: PictureRecord
  /** Given where the info stands beside the picture and is switched on and off. */
  readonly info?: { readonly isOpen: boolean; readonly toggle: () => void }
  /** Left out in full view itself. */
  readonly canOpen?: boolean
  /** More buttons, at the end. */
  readonly children?: ReactNode
}) {
  const { picture, info, canOpen = false, children } = props
  const say = useText()
  const act = usePictureActions()
  const canCompare = useGallery(({ pictures }) => pictures.length > 1)
  const { isFavourite } = picture
  return (
    <Toolbar label={say('picture.toolbar')}>
      <IconButton
        label={say('picture.favourite')}
        isPressed={isFavourite}
        onPress={() => act.favourite(picture)}
      >
        <Star size={20} aria-hidden="true" className={cx(isFavourite && styles.filled)} />
      </IconButton>
      <IconButton label={say('picture.download')} onPress={() => act.download(picture)}>
        <Download size={20} aria-hidden="true" />
      </IconButton>
      <IconButton label={say('picture.copy')} onPress={() => act.copy(picture)}>
        <Copy size={20} aria-hidden="true" />
      </IconButton>
      <ReuseMenu picture={picture} />
      <IconButton
        label={say('picture.compare')}
        isDisabled={!canCompare}
        onPress={() => act.compare(picture)}
      >
        <GitCompareArrows size={20} aria-hidden="true" />
      </IconButton>
      {canOpen && (
        <IconButton label={say('picture.fullView')} onPress={() => act.open(picture)}>
          <Maximize2 size={20} aria-hidden="true" />
        </IconButton>
      )}
      <IconButton
        label={say('picture.info')}
        onPress={info ? info.toggle : () => act.info(picture)}
        {...(info && { isPressed: info.isOpen })}
      >
        <Info size={20} aria-hidden="true" />
      </IconButton>
      <IconButton label={say('picture.delete')} onPress={() => act.delete(picture)}>
        <Trash2 size={20} aria-hidden="true" />
      </IconButton>
      {children}
    </Toolbar>
  )
}
