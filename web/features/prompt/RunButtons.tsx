import { useEffect, useState } from 'react'
import { useActions, useEnvironment, useTasks } from '../../state/page-context.tsx'
import { currentTask, runningTask } from '../../state/tasks.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import styles from './RunButtons.module.css'

const FORCE_AFTER_MS = 10_000

/** Generate, Skip and Stop. All three are always there; what cannot act is disabled. */
export function RunButtons(props: { readonly onGenerate: () => void; readonly describedBy: string }) {
  const say = useText()
  const { stop, skip, forceStop } = useActions()
  const current = useTasks((state) => currentTask(state)?.task.id)
  const isRunning = useTasks((state) => runningTask(state) !== undefined)
  const stoppingSince = useTasks((state) => (current ? state.stopping[current] : undefined))
  const isActive = useEnvironment(({ connection }) => connection === 'active')
  const canForce = useHasPassed(stoppingSince, FORCE_AFTER_MS) && isActive
  return (
    <div className={cx(styles.run)}>
      <Button
        look="primary"
        size="large"
        onPress={props.onGenerate}
        aria-describedby={props.describedBy}
        keyShortcuts="Control+Enter Meta+Enter"
        className={styles.generate}
      >
        {say('prompt.generate')}
      </Button>
      <Button
        onPress={skip}
        isDisabled={!isRunning || stoppingSince !== undefined}
        keyShortcuts="Control+Shift+. Meta+Shift+."
      >
        {say('prompt.skip')}
      </Button>
      <Button
        onPress={canForce ? forceStop : stop}
        isDisabled={current === undefined || (stoppingSince !== undefined && !canForce)}
        keyShortcuts="Control+. Meta+."
      >
        {say(canForce ? 'prompt.forceStop' : 'prompt.stop')}
      </Button>
    </div>
  )
}

function useHasPassed(since: number | undefined, waitMs: number): boolean {
  const [passed, setPassed] = useState<number>()
  useEffect(() => {
    if (since === undefined) return
    const timer = setTimeout(() => setPassed(since), Math.max(0, since + waitMs - Date.now()))
    return () => clearTimeout(timer)
  }, [since, waitMs])
  return since !== undefined && passed === since
}
