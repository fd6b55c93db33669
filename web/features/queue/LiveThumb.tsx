import { useEffect, useRef } from 'react'
import type { TaskId } from '../../../contract/task.ts'
import { usePage } from '../../state/page-context.tsx'
import { cx } from '../../ui/cx.ts'
import styles from './Queue.module.css'

const PAINT_PAUSE_MS = 500

/** The latest preview of a task, small and past React. The stage has the one that is named. */
export function LiveThumb({ taskId }: { readonly taskId: TaskId }) {
  const { previews } = usePage()
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let lastPaint = -Infinity
    const paint = () => {
      const preview = previews.latest()
      if (preview?.taskId !== taskId || !canvas.current) return
      lastPaint = performance.now()
      const { width, height, data } = preview.image
      if (canvas.current.width !== width) canvas.current.width = width
      if (canvas.current.height !== height) canvas.current.height = height
      canvas.current.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0)
    }
    const stop = previews.subscribe(() => {
      clearTimeout(timer)
      timer = setTimeout(paint, Math.max(0, lastPaint + PAINT_PAUSE_MS - performance.now()))
    })
    paint()
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [taskId, previews])
  return <canvas ref={canvas} aria-hidden="true" className={cx(styles.thumb)} width={1} height={1} />
}
