import { Maximize2 } from 'lucide-react'
import { lazy } from 'react'
import { LIVE } from '../../state/gallery.ts'
import { useActions, useGallery, useTasks } from '../../state/page-context.tsx'
import { currentTask } from '../../state/tasks.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Part } from '../frame/Part.tsx'
import { ModelProgress } from '../models/ModelProgress.tsx'
import { ProgressLine } from '../progress/ProgressLine.tsx'
import { Caption } from './Caption.tsx'
import styles from './Stage.module.css'
import type { Show } from './what-to-show.ts'

const PictureToolbar = lazy(() =>
  import('../picture/PictureToolbar.tsx').then((module) => ({ default: module.PictureToolbar })),
)

const RemakeMenu = lazy(() =>
  import('../picture/RemakeMenu.tsx').then((module) => ({ default: module.RemakeMenu })),
)

/** What is said about the stage, and what can be done with what it shows. */
export function Foot({ show }: { readonly show: Show }) {
  const say = useText()
  const current = useTasks(currentTask)
  const open = useGallery((state) => state.open)
  const { keepSample, startSample } = useActions()
  switch (show.kind) {
    case 'empty':
      return <ModelProgress />
    case 'failed':
      return <p className={cx(styles.caption)} />
    case 'live':
      return (
        <>
          <ProgressLine task={show.task} />
          <IconButton label={say('full.live')} onPress={() => open(LIVE)}>
            <Maximize2 size={20} aria-hidden="true" />
          </IconButton>
        </>
      )
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
          {current ? <ProgressLine task={current} /> : <Caption picture={show.picture} />}
          <Part>
            <RemakeMenu picture={show.picture} />
            <PictureToolbar picture={show.picture} canOpen />
          </Part>
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
