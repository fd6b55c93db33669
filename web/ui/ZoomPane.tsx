import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
  type Ref,
} from 'react'
import { TransformComponent, TransformWrapper, type ReactZoomPanPinchRef } from 'react-zoom-pan-pinch'
import { cx } from './cx.ts'
import { usePrefersLessMotion } from './use-prefers-less-motion.ts'
import {
  doubleClickZoom,
  fitZoom,
  isSameZoom,
  lookAt,
  MAX_ZOOM,
  nextZoom,
  placeOf,
  type Extent,
  type Look,
} from './zoom.ts'
import styles from './ZoomPane.module.css'

/** What is seen of a picture, and how large. */
export interface ZoomPlace extends Look {
  /** 1 is one pixel of the picture on one of the page. */
  readonly zoom: number
  readonly isFit: boolean
}

/** What can be asked of a pane. */
export interface ZoomHandle {
  /** Shows the whole picture. */
  readonly fit: () => void
  readonly zoomTo: (zoom: number) => void
  readonly step: (direction: 1 | -1) => void
  /** Moves what is seen, in pixels of the page. */
  readonly pan: (x: number, y: number) => void
  /** Shows what another pane shows, at once. */
  readonly look: (look: Look) => void
}

/** A picture to look at closely. */
export interface ZoomPaneProps {
  /** In its own pixels. */
  readonly size: Extent
  /** How far it may be enlarged to fill the pane. */
  readonly largest: number
  readonly onPlace?: (place: ZoomPlace) => void
  readonly ref?: Ref<ZoomHandle>
  /** Fills the picture's box. */
  readonly children: ReactNode
}

const MOTION_MS = 160

/** Zooms by wheel, pinch and double click to the pointer, pans by dragging. Whole again when size or room change. */
export function ZoomPane({ size, largest, onPlace, ref, children }: ZoomPaneProps) {
  const frame = useRef<HTMLDivElement>(null)
  const view = useRef<ReactZoomPanPinchRef>(null)
  const zoom = useRef(0)
  const room = useRoom(frame)
  const ms = usePrefersLessMotion() ? 0 : MOTION_MS
  const { width, height } = size
  const fit = room && fitZoom({ width, height }, room, largest)
  const [isFit, setFit] = useState(true)

  useEffect(() => {
    if (fit !== null) void view.current?.centerView(fit, 0)
  }, [fit, width, height, room])
  useImperativeHandle(ref, () => {
    const zoomTo = (to: number) => void view.current?.centerView(to, ms)
    return {
      fit: () => fit !== null && zoomTo(fit),
      zoomTo,
      step: (direction) => {
        if (fit === null || !frame.current) return
        const { left, top, width: w, height: h } = frame.current.getBoundingClientRect()
        void view.current?.zoomToPoint(nextZoom(zoom.current, direction, fit), left + w / 2, top + h / 2, ms)
      },
      pan: (x, y) => void view.current?.panBy(x, y, ms),
      look: (look) => {
        if (fit === null || room === null) return
        const place = placeOf(look, { picture: { width, height }, room, fit })
        void view.current?.setTransform(place.x, place.y, place.zoom, 0)
      },
    }
  }, [fit, ms, room, width, height])

  const onDoubleClick = ({ clientX, clientY }: React.MouseEvent) => {
    if (fit === null) return
    const to = doubleClickZoom(zoom.current, fit)
    if (to === fit) void view.current?.centerView(fit, ms)
    else void view.current?.zoomToPoint(to, clientX, clientY, ms)
  }
  return (
    <div ref={frame} className={cx(styles.frame)} data-fit={isFit} onDoubleClick={onDoubleClick}>
      {fit !== null && (
        <TransformWrapper
          ref={view}
          initialScale={fit}
          minScale={Math.min(fit, 1)}
          maxScale={MAX_ZOOM}
          centerOnInit
          centerZoomedOut
          doubleClick={{ disabled: true }}
          panning={{ disabled: isFit, velocityDisabled: true }}
          velocityAnimation={{ disabled: true }}
          zoomAnimation={{ disabled: true }}
          autoAlignment={{ disabled: ms === 0 }}
          onTransform={(_, { scale, positionX, positionY }) => {
            zoom.current = scale
            const isWhole = isSameZoom(scale, fit)
            setFit(isWhole)
            const place = { x: positionX, y: positionY, zoom: scale }
            const look = room && lookAt(place, { picture: { width, height }, room, fit })
            if (look) onPlace?.({ ...look, zoom: scale, isFit: isWhole })
          }}
        >
          <TransformComponent
            wrapperStyle={{ inlineSize: '100%', blockSize: '100%' }}
            contentStyle={{ inlineSize: width, blockSize: height }}
          >
            <div className={cx(styles.content)}>{children}</div>
          </TransformComponent>
        </TransformWrapper>
      )}
    </div>
  )
}

/** The room of an element; null until it is measured. */
function useRoom(ref: React.RefObject<HTMLElement | null>): Extent | null {
  const [room, setRoom] = useState<Extent | null>(null)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => setRoom({ width: element.clientWidth, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return room
}
