import { X } from 'lucide-react'
import type { RefObject } from 'react'
import type { PictureRecord } from '../../../contract/picture.ts'
import type { TaskState } from '../../../contract/task.ts'
import { altText } from '../../text/alt-text.ts'
import { formatDate } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import type { ZoomHandle } from '../../ui/ZoomPane.tsx'
import { PictureToolbar } from '../picture/PictureToolbar.tsx'
import { useProgressText } from '../progress/ProgressLine.tsx'
import styles from './FullView.module.css'
import type { Opened } from './use-opened.ts'
import { ZoomTools } from './ZoomTools.tsx'

/** What is shown, how large, and what can be done with it. */
export function FullViewHead(props: {
  readonly opened: Opened
  readonly zoom: number
  readonly pane: RefObject<ZoomHandle | null>
  readonly info: { readonly isOpen: boolean; readonly toggle: () => void }
  readonly onClose: () => void
}) {
  const { opened, zoom, pane, info, onClose } = props
  const { picture, live } = opened
  const say = useText()
  return (
    <header className={cx(styles.head)}>
      {live ? <AboutLive task={live} /> : picture && <AboutPicture picture={picture} />}
      <ZoomTools zoom={zoom} pane={pane} />
      {picture && !live && <PictureToolbar picture={picture} info={info} />}
      <div className={cx(styles.close)}>
        <IconButton label={say('app.close')} onPress={onClose}>
          <X size={20} aria-hidden="true" />
        </IconButton>
      </div>
    </header>
  )
}

function AboutPicture({ picture }: { readonly picture: PictureRecord }) {
  const say = useText()
  const info = say('full.info', {
    size: say('plan.size', { width: picture.width, height: picture.height }),
    seed: picture.seed,
    performance: say(`settings.mode.${picture.request.performance_selection}`),
    date: formatDate(picture.createdAt, { dateStyle: 'medium', timeStyle: 'short' }, say),
  })
  return <About prompt={picture.request.prompt} line={info} />
}

function AboutLive({ task }: { readonly task: TaskState }) {
  return <About prompt={task.task.request.prompt} line={useProgressText(task)} />
}

function About({ prompt, line }: { readonly prompt: string; readonly line: string }) {
  const say = useText()
  return (
    <div className={cx(styles.about)}>
      <p className={cx(styles.prompt)}>
        <bdi>{altText(prompt, say)}</bdi>
      </p>
      <p className={cx(styles.line)}>{line}</p>
    </div>
  )
}
