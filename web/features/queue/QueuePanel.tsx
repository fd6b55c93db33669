import { Pause, Play } from 'lucide-react'
import { useRef } from 'react'
import { useActions, useTasks } from '../../state/page-context.tsx'
import { isHalted, runningTask } from '../../state/tasks.ts'
import { formatTime } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { EndedTasks } from './EndedTasks.tsx'
import styles from './Queue.module.css'
import { RunningCard } from './RunningCard.tsx'
import { useQueueSeconds } from './use-queue-seconds.ts'
import { useWaiting } from './use-waiting.ts'
import { WaitingList } from './WaitingList.tsx'

/** What runs, what waits and what is done. */
export function QueuePanel() {
  const say = useText()
  const running = useTasks(runningTask)
  const waiting = useWaiting()
  const seconds = useQueueSeconds(running, waiting)
  const isStanding = useTasks(isHalted)
  const { pauseQueue, resumeQueue, clearWaiting } = useActions()
  const first = useRef<HTMLButtonElement>(null)
  const clear = () => {
    clearWaiting()
    // The button that has the focus goes with the list.
    first.current?.focus()
  }
  return (
    <div className={cx(styles.queue)}>
      <div className={cx(styles.head)}>
        <Button ref={first} onPress={isStanding ? resumeQueue : pauseQueue}>
          {isStanding ? <Play size={16} aria-hidden="true" /> : <Pause size={16} aria-hidden="true" />}
          {say(isStanding ? 'queue.resume' : 'queue.pause')}
        </Button>
        {seconds !== null && (
          <p className={cx(styles.time)}>{say('queue.inAll', { time: formatTime(seconds, say) })}</p>
        )}
      </div>
      {running && <RunningCard task={running} />}
      <section className={cx(styles.part)}>
        <div className={cx(styles.head)}>
          <h2 className={cx(styles.title)}>{say('queue.next')}</h2>
          {waiting.length > 1 && (
            <Button look="link" onPress={clear}>
              {say('queue.clear')}
            </Button>
          )}
        </div>
        {waiting.length === 0 ? (
          <p className={cx(styles.empty)}>{say(isStanding ? 'queue.pausedEmpty' : 'queue.empty')}</p>
        ) : (
          <WaitingList waiting={waiting} />
        )}
      </section>
      <EndedTasks />
    </div>
  )
}
