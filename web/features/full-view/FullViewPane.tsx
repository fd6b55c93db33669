import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useRef, type RefObject } from 'react'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { ZoomPane, type ZoomHandle, type ZoomPlace } from '../../ui/ZoomPane.tsx'
import { LayerStack } from '../picture/LayerStack.tsx'
import { useLayers } from '../picture/use-layers.ts'
import { shownWidth } from '../stage/shown-size.ts'
import styles from './FullView.module.css'
import type { Opened } from './use-opened.ts'
import { useSwipe } from './use-swipe.ts'

/** The picture itself, with the ways to its neighbours. Keys act here from the start. */
export function FullViewPane(props: {
  readonly opened: Opened
  readonly isFit: boolean
  readonly pane: RefObject<ZoomHandle | null>
  readonly onPlace: (place: ZoomPlace) => void
}) {
  const { opened, isFit, pane, onPlace } = props
  const { picture, live, previous, next } = opened
  const say = useText()
  const layers = useLayers(picture, live)
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => frame.current?.focus({ preventScroll: true }), [])
  const swipe = useSwipe(isFit, (step) => (step > 0 ? next : previous)?.())
  const { size } = layers
  return (
    <div className={cx(styles.pane)}>
      <div
        ref={frame}
        className={cx(styles.frame)}
        role="group"
        aria-label={say('full.picture')}
        tabIndex={0}
        {...swipe}
      >
        {size && (
          <ZoomPane ref={pane} size={size} largest={shownWidth(size) / size.width} onPlace={onPlace}>
            <LayerStack layers={layers} />
          </ZoomPane>
        )}
      </div>
      <div className={cx(styles.previous)}>
        <IconButton
          label={say('full.previous')}
          look="onPicture"
          isIdle={!previous}
          onPress={() => previous?.()}
        >
          <ChevronLeft size={20} aria-hidden="true" />
        </IconButton>
      </div>
      <div className={cx(styles.next)}>
        <IconButton label={say('full.next')} look="onPicture" isIdle={!next} onPress={() => next?.()}>
          <ChevronRight size={20} aria-hidden="true" />
        </IconButton>
      </div>
    </div>
  )
}
