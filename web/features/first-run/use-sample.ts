import { useEffect, useRef } from 'react'
import { useActions, useEnvironment, useGallery, usePage } from '../../state/page-context.tsx'
import { ownTasks } from '../../state/tasks.ts'
import { useText } from '../../text/use-text.ts'

/** What a browser tells about wanting to save data; not in all of them. */
interface NetworkInformation {
  readonly saveData?: boolean
}

/**
 * On the very first visit, once the engine is ready, makes one picture by itself. Never again after that, and
 * not with `?sample=off`, in a hidden tab, or where data is to be saved.
 */
export function useSample(): void {
  const say = useText()
  const { preferences, tasks } = usePage()
  const { startSample, tidySample } = useActions()
  const isReady = useEnvironment(
    ({ connection, device, models }) => connection === 'active' && device !== null && models.length > 0,
  )
  const isGalleryKnown = useGallery(({ status }) => status !== 'loading')
  const isDone = useRef(false)
  useEffect(() => {
    if (!isReady || !isGalleryKnown || isDone.current) return
    isDone.current = true
    tidySample()
    const { hasVisited, prefer } = preferences.getState()
    if (hasVisited) return
    prefer({ hasVisited: true })
    const isBusy = ownTasks(tasks.getState()).length > 0
    if (!isBusy && isWelcome()) startSample(say('sample.prompt'))
  }, [isReady, isGalleryKnown, preferences, tasks, say, startSample, tidySample])
}

function isWelcome(): boolean {
  const isOff = new URLSearchParams(location.search).get('sample') === 'off'
  const { connection } = navigator as Navigator & { readonly connection?: NetworkInformation }
  return !isOff && document.visibilityState === 'visible' && connection?.saveData !== true
}
