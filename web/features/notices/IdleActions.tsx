import { useEffect, useState } from 'react'
import { useActions, usePage, useTasks } from '../../state/page-context.tsx'
import { runningTask } from '../../state/tasks.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'

/** Switches to the new version: at once, or when the running task has ended. */
export function ReloadWhenIdle() {
  const say = useText()
  const { applyUpdate } = usePage()
  const isBusy = useTasks((state) => runningTask(state) !== undefined)
  const [isWanted, setWanted] = useState(false)
  useEffect(() => {
    if (isWanted && !isBusy) applyUpdate()
  }, [isWanted, isBusy, applyUpdate])
  const label = isBusy ? (isWanted ? 'notices.reloadSoon' : 'notices.reloadIdle') : 'notices.reload'
  return (
    <Button isDisabled={isBusy && isWanted} onPress={() => setWanted(true)}>
      {say(label)}
    </Button>
  )
}

/** Starts the engine anew, which tries the graphics processor first. Not while a task would be lost by it. */
export function TryGpuAgain() {
  const say = useText()
  const { restartEngine } = useActions()
  const isBusy = useTasks((state) => runningTask(state) !== undefined)
  return (
    <Button isDisabled={isBusy} onPress={restartEngine}>
      {say('notices.tryGpu')}
    </Button>
  )
}
