import { lazy } from 'react'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { Part } from '../frame/Part.tsx'
import { FailedTask, useUnseenFailure } from './FailedTask.tsx'
import styles from './Notices.module.css'
import { noticesOf } from './notices-of.ts'
import { useNoticeFacts } from './use-notice-facts.ts'

const NoticeBar = lazy(() => import('./NoticeBar.tsx').then((module) => ({ default: module.NoticeBar })))

/** Standing notices about the page as a whole; nothing is here while all is well. */
export function Notices() {
  const say = useText()
  const facts = useNoticeFacts()
  const notices = noticesOf(facts)
  const failed = useUnseenFailure()
  if (notices.length === 0 && !failed) return null
  return (
    <section
      ref={noteHeight}
      className={cx(styles.notices)}
      aria-label={say('notices.region')}
      data-region="notices"
    >
      {failed && <FailedTask task={failed} />}
      {notices.map((kind) => (
        <Part key={kind} fallback={kind === 'cpu' && <Foreseen />}>
          <NoticeBar kind={kind} />
        </Part>
      ))}
    </section>
  )
}

/** The words of a notice that often stands from the first paint on, before there is code for its buttons. */
function Foreseen() {
  const say = useText()
  return (
    <div className={cx(styles.notice)}>
      <p className={cx(styles.text)}>{say('notices.cpu')}</p>
    </div>
  )
}

const HEIGHT = '--notices-height'

/** Tells the styles how much room notices take, so that toasts do not cover them. */
function noteHeight(notices: HTMLElement | null): (() => void) | undefined {
  if (!notices) return
  const root = document.documentElement.style
  const observer = new ResizeObserver(() => root.setProperty(HEIGHT, `${notices.offsetHeight}px`))
  observer.observe(notices)
  return () => {
    observer.disconnect()
    root.removeProperty(HEIGHT)
  }
}
