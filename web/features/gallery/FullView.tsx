import { ChevronLeft, ChevronRight, Download, RotateCcw, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import type { PictureRecord } from '../../../contract/picture.ts'
import { useGallery } from '../../state/page-context.tsx'
import { altText } from '../../text/alt-text.ts'
import { useText } from '../../text/use-text.ts'
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { shownWidth } from '../stage/shown-size.ts'
import styles from './FullView.module.css'
import { usePictureActions } from './use-picture-actions.ts'
import { usePictureUrl } from './use-picture-url.ts'

type Zoom = 'fit' | 'actual' | 'double'

/** One picture over the whole window, with its neighbours a key away. */
export function FullView({ picture }: { readonly picture: PictureRecord }) {
  const say = useText()
  const { pictures, open } = useGallery((state) => state)
  const [zoom, setZoom] = useState<Zoom>('fit')
  const at = pictures.findIndex(({ id }) => id === picture.id)
  const go = (offset: number) => {
    const next = pictures[at + offset]
    if (next) open(next.id)
  }
  const close = () => open(null)
  const act = usePictureActions()
  const onKeyDown = (event: React.KeyboardEvent) => {
    // The zoom choice has its own arrow keys.
    if ((event.target as HTMLElement).closest('[role="radiogroup"]') || event.ctrlKey || event.metaKey) return
    const keys: Record<string, () => void> = {
      ArrowLeft: () => go(-1),
      ArrowRight: () => go(1),
      '0': () => setZoom('fit'),
      '1': () => setZoom('actual'),
      '2': () => setZoom('double'),
      d: () => act.download(picture),
      r: () => act.reuse(picture),
      Delete: () => act.remove(picture),
    }
    keys[event.key]?.()
  }
  return (
    <Modal label={say('full.title')} onClose={close} look="full">
      <div className={cx(styles.full)} onKeyDown={onKeyDown}>
        <Head picture={picture} zoom={zoom} onZoom={setZoom} onClose={close} />
        <FullPicture picture={picture} zoom={zoom} />
        <div className={cx(styles.previous)}>
          <IconButton
            label={say('full.previous')}
            look="onPicture"
            isDisabled={at <= 0}
            onPress={() => go(-1)}
          >
            <ChevronLeft size={20} aria-hidden="true" />
          </IconButton>
        </div>
        <div className={cx(styles.next)}>
          <IconButton
            label={say('full.next')}
            look="onPicture"
            isDisabled={at >= pictures.length - 1}
            onPress={() => go(1)}
          >
            <ChevronRight size={20} aria-hidden="true" />
          </IconButton>
        </div>
      </div>
    </Modal>
  )
}

function Head(props: {
  readonly picture: PictureRecord
  readonly zoom: Zoom
  readonly onZoom: (zoom: Zoom) => void
  readonly onClose: () => void
}) {
  const { picture, zoom, onZoom, onClose } = props
  const say = useText()
  const act = usePictureActions()
  const info = say('full.info', {
    size: say('plan.size', { width: picture.width, height: picture.height }),
    seed: picture.seed,
    performance: say(`settings.mode.${picture.request.performance_selection}`),
    date: new Date(picture.createdAt).toLocaleString(),
  })
  return (
    <header className={cx(styles.head)}>
      <div className={cx(styles.about)}>
        <p className={cx(styles.prompt)}>
          <bdi>{altText(picture.request.prompt, say)}</bdi>
        </p>
        <p className={cx(styles.info)}>{info}</p>
      </div>
      <ChoiceGroup
        label={say('full.zoom')}
        look="segments"
        value={zoom}
        onChange={onZoom}
        choices={[
          { value: 'fit', label: say('full.fit') },
          { value: 'actual', label: say('full.actual') },
          { value: 'double', label: say('full.double') },
        ]}
      />
      <div className={cx(styles.tools)}>
        <IconButton label={say('picture.download')} onPress={() => act.download(picture)}>
          <Download size={20} aria-hidden="true" />
        </IconButton>
        <IconButton label={say('picture.reuse')} onPress={() => act.reuse(picture)}>
          <RotateCcw size={20} aria-hidden="true" />
        </IconButton>
        <IconButton label={say('picture.delete')} onPress={() => act.remove(picture)}>
          <Trash2 size={20} aria-hidden="true" />
        </IconButton>
        <IconButton label={say('app.close')} onPress={onClose}>
          <X size={20} aria-hidden="true" />
        </IconButton>
      </div>
    </header>
  )
}

function FullPicture({ picture, zoom }: { readonly picture: PictureRecord; readonly zoom: Zoom }) {
  const say = useText()
  const url = usePictureUrl(picture.id)
  const { width, height } = picture
  const maxWidth = zoom === 'fit' ? shownWidth(picture) : zoom === 'double' ? width * 2 : width
  return (
    <div className={cx(styles.frame)} data-zoom={zoom}>
      {url && (
        <img
          src={url}
          alt={altText(picture.request.prompt, say)}
          className={cx(styles.image)}
          style={{ '--w': width, '--h': height, '--max': maxWidth } as React.CSSProperties}
        />
      )}
    </div>
  )
}
