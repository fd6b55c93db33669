import { lazy, useRef } from 'react'
import { sizeOf } from '../../state/effective-request.ts'
import { useGallery, useTasks } from '../../state/page-context.tsx'
import { currentTask } from '../../state/tasks.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { Part } from '../frame/Part.tsx'
import { usePictureShortcuts } from '../picture/use-picture-shortcuts.ts'
import { Foot } from './Foot.tsx'
import { LiveCorner } from './LiveCorner.tsx'
import styles from './Stage.module.css'
import { StageBox, type StageBoxProps } from './StageBox.tsx'
import { StageEmpty } from './StageEmpty.tsx'
import { TaskError } from './TaskError.tsx'
import { TaskThumbs } from './TaskThumbs.tsx'
import { taskPictures } from './task-pictures.ts'
import { useIsBusy } from './use-is-busy.ts'
import { useKeepFocus } from './use-keep-focus.ts'
import { useShow } from './use-show.ts'
import type { Show } from './what-to-show.ts'

const SampleTiles = lazy(() =>
  import('../first-run/SampleTiles.tsx').then((module) => ({ default: module.SampleTiles })),
)

/** The region where the picture in the making, or the chosen one, is shown large. */
export function Stage() {
  const say = useText()
  const show = useShow(useIsBusy())
  const region = useRef<HTMLElement>(null)
  const focusRegion = () => region.current?.focus({ preventScroll: true })
  const all = useGallery((state) => state.pictures)
  const choose = useGallery((state) => state.choose)
  const current = useTasks(currentTask)
  const picture = show.kind === 'picture' ? show.picture : null
  const siblings = taskPictures(show, all)
  useKeepFocus(region, show.kind)
  const onLetter = usePictureShortcuts(() => picture)
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const at = siblings.pictures.findIndex(({ id }) => id === picture?.id)
    const next = step === 0 || at < 0 ? undefined : siblings.pictures[at + step]
    if (next) choose(next.id)
    else onLetter(event)
  }
  return (
    <section
      ref={region}
      className={cx(styles.stage)}
      aria-label={say('stage.region')}
      data-region="stage"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div className={cx(styles.body)}>
        <Body show={show} />
        <TaskThumbs of={siblings} shown={picture} />
      </div>
      {picture && current && <LiveCorner task={current} onFollow={focusRegion} />}
      {(show.kind === 'empty' || show.kind === 'sample') && (
        <div className={cx(styles.samples)}>
          <Part>
            <SampleTiles />
          </Part>
        </div>
      )}
      <div className={cx(styles.foot)}>
        <Foot show={show} />
      </div>
    </section>
  )
}

function Body({ show }: { readonly show: Show }) {
  switch (show.kind) {
    case 'empty':
      return <StageEmpty />
    case 'failed':
      return <TaskError task={show.task} />
    case 'picture':
    case 'live':
    case 'sample':
      // One and the same box, so that a picture takes the place of its preview without a gap.
      return <StageBox {...boxOf(show)} />
    default:
      return show satisfies never
  }
}

function boxOf(show: Extract<Show, { readonly picture: unknown }>): StageBoxProps {
  if (show.kind === 'picture') return { size: show.picture, picture: show.picture, live: null }
  return {
    size: show.picture ?? sizeOf(show.task.task.request),
    picture: show.picture,
    live: show.task,
    isQuiet: show.kind === 'sample' && !show.picture,
  }
}
