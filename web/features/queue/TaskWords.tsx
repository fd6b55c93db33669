import { RadioTower } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Task } from '../../../contract/task.ts'
import { altText } from '../../text/alt-text.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { planLine } from '../prompt/plan-line.ts'
import styles from './Queue.module.css'

/** A task in two lines: its prompt, and what it means or became. */
export function TaskWords({ task, children }: { readonly task: Task; readonly children?: ReactNode }) {
  const say = useText()
  return (
    <div className={cx(styles.words)}>
      <p className={cx(styles.prompt)}>
        <bdi>{altText(task.request.prompt, say)}</bdi>
      </p>
      <p className={cx(styles.plan)}>
        {task.origin === 'relay' && (
          <span className={cx(styles.api)} title={say('queue.apiHint')}>
            <RadioTower size={12} aria-hidden="true" />
            {say('queue.api')}
          </span>
        )}
        {children ?? planLine({ request: task.request, stepMs: null, otherSettings: 0 }, say)}
      </p>
    </div>
  )
}
