import { sizeOf } from '../../state/effective-request.ts'
import { useActions, useGallery, useTasks } from '../../state/page-context.tsx'
import { currentTask } from '../../state/tasks.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { usePictureActions } from '../gallery/use-picture-actions.ts'
import { ModelProgress } from '../models/ModelProgress.tsx'
import { ProgressLine } from '../progress/ProgressLine.tsx'
import { Caption } from './Caption.tsx'
import { PictureToolbar } from './PictureToolbar.tsx'
import styles from './Stage.module.css'
import { StageBox } from './StageBox.tsx'
import { StageEmpty } from './StageEmpty.tsx'
import { TaskError } from './TaskError.tsx'
import { useShow } from './use-show.ts'
import type { Show } from './what-to-show.ts'

/** The region where the picture in the making, or the chosen one, is shown large. */
export function Stage() {
  const say = useText()
  const show = useShow()
  const act = usePictureActions()
  const picture = 'picture' in show ? show.picture : null
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (!picture || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'd') act.download(picture)
    if (event.key === 'r') act.reuse(picture)
    if (event.key === 'Delete') act.remove(picture)
  }
  return (
    <section
      className={cx(styles.stage)}
      aria-label={say('stage.region')}
      data-region="stage"
      onKeyDown={onKeyDown}
    >
      <Body show={show} />
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
      return <StageBox size={show.picture} picture={show.picture} live={null} />
    case 'live':
    case 'sample': {
      const isQuiet = show.kind === 'sample' && !show.picture
      const size = show.picture ?? sizeOf(show.task.task.request)
      return <StageBox size={size} picture={show.picture} live={show.task} isQuiet={isQuiet} />
    }
    default:
      return show satisfies never
  }
}

function Foot({ show }: { readonly show: Show }) {
  const say = useText()
  const isBusy = useTasks((state) => currentTask(state) !== undefined)
  const current = useTasks(currentTask)
  const choose = useGallery((state) => state.choose)
  const { keepSample, startSample } = useActions()
  switch (show.kind) {
    case 'empty':
      return <ModelProgress />
    case 'failed':
      return <p className={cx(styles.caption)} />
    case 'live':
      return <ProgressLine task={show.task} />
    case 'sample':
      return (
        <>
          <p className={cx(styles.caption)}>{say(show.picture ? 'sample.caption' : 'sample.making')}</p>
          {!show.picture && <ModelProgress />}
          {show.picture && (
            <>
              <Button
                look="quiet"
                onPress={() => startSample(say(anotherPrompt(show.task.task.request.prompt, say)))}
              >
                {say('sample.another')}
              </Button>
              <Button onPress={keepSample}>{say('sample.keep')}</Button>
            </>
          )}
        </>
      )
    case 'picture':
      return (
        <>
          {isBusy && current ? <ProgressLine task={current} /> : <Caption picture={show.picture} />}
          {isBusy && (
            <Button look="quiet" onPress={() => choose(null)}>
              {say('stage.backToLive')}
            </Button>
          )}
          <PictureToolbar picture={show.picture} />
        </>
      )
    default:
      return show satisfies never
  }
}

const SAMPLES = ['sample.prompt', 'sample.prompt2', 'sample.prompt3'] as const

function anotherPrompt(prompt: string, say: ReturnType<typeof useText>) {
  const at = SAMPLES.findIndex((key) => say(key) === prompt)
  return SAMPLES[(at + 1) % SAMPLES.length]!
}
