import { useEffect, useRef } from 'react'
import type { PixelImage } from '../../../contract/image.ts'
import type { TaskId } from '../../../contract/task.ts'
import { usePage } from '../../state/page-context.tsx'
import { cx } from '../../ui/cx.ts'
import styles from './Layers.module.css'

/** Paints at most four previews a second. */
const PAINT_PAUSE_MS = 250
/** A finished picture that does not appear within this time no longer holds the last preview. */
const HOLD_MS = 1500

/**
 * The live preview of a task, painted past React. It lies over the stage's picture and stays until the next
 * picture is decoded, so that no empty or older frame shows in between.
 *
 * @param decoded the address of the picture below, once it is decoded
 */
export function LiveCanvas(props: {
  readonly taskId: TaskId
  /** Null where something around it has a name. */
  readonly label: string | null
  readonly decoded: string | null
}) {
  const { taskId, label, decoded } = props
  const { previews, preferences } = usePage()
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let lastPaint = -Infinity
    const paintLatest = () => {
      const preview = previews.latest()
      if (preview?.taskId !== taskId || !canvas.current) return
      if (!preferences.getState().showPreviews) return
      lastPaint = performance.now()
      paint(canvas.current, preview.image)
    }
    const stop = previews.subscribe((preview) => {
      clearTimeout(timer)
      if (preview === null) timer = setTimeout(() => hide(canvas.current), HOLD_MS)
      else timer = setTimeout(paintLatest, Math.max(0, lastPaint + PAINT_PAUSE_MS - performance.now()))
    })
    paintLatest()
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [taskId, previews, preferences])
  useEffect(() => {
    if (decoded !== null && previews.latest() === null) hide(canvas.current)
  }, [decoded, previews])
  const name = label === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return <canvas ref={canvas} {...name} className={cx(styles.layer)} hidden />
}

function paint(canvas: HTMLCanvasElement, image: PixelImage): void {
  if (canvas.width !== image.width) canvas.width = image.width
  if (canvas.height !== image.height) canvas.height = image.height
  canvas.getContext('2d')?.putImageData(new ImageData(image.data, image.width, image.height), 0, 0)
  canvas.hidden = false
}

function hide(canvas: HTMLCanvasElement | null): void {
  if (canvas) canvas.hidden = true
}
