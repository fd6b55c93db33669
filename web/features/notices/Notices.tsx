import { useMemo } from 'react'
import { useEnvironment, useGallery, usePreferences, useTasks } from '../../state/page-context.tsx'
import { ownTasks } from '../../state/tasks.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { FailedTask, useUnseenFailure } from './FailedTask.tsx'
import { NoticeBar } from './NoticeBar.tsx'
import styles from './Notices.module.css'
import { noticesOf } from './notices-of.ts'

/** Standing notices about the page as a whole; nothing is here while all is well. */
export function Notices() {
  const say = useText()
  const environment = useEnvironment((state) => state)
  const pictures = useGallery((state) => state.pictures)
  const hasTasks = useTasks((state) => ownTasks(state).length > 0)
  const folded = usePreferences((state) => state.folded)
  const notices = useMemo(() => {
    const hasWork = hasTasks || pictures.length > 0
    const unsaved = pictures.filter(({ saved }) => !saved).length
    return noticesOf({ environment, unsaved, hasWork, folded })
  }, [environment, pictures, folded, hasTasks])
  const failed = useUnseenFailure()
  if (notices.length === 0 && !failed) return null
  return (
    <section className={cx(styles.notices)} aria-label={say('notices.region')} data-region="notices">
      {failed && <FailedTask task={failed} />}
      {notices.map((kind) => (
        <NoticeBar key={kind} kind={kind} />
      ))}
    </section>
  )
}
