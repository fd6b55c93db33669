import { useEffect } from 'react'
import { usePage } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { endedTasks, openTasks } from './task-news.ts'

/** What the page does when tasks end, as far as it is wanted: sound, message, badge. */
export function useSignals(): void {
  const say = useText()
  const { tasks, preferences } = usePage()
  useEffect(
    () =>
      tasks.subscribe((now, before) => {
        const wish = preferences.getState()
        if (wish.showsBadge && openTasks(now) !== openTasks(before)) showBadge(openTasks(now))
        const ended = endedTasks(now, before)
        if (ended.length === 0 || !(wish.playsSound || (wish.notifies && document.hidden))) return
        void import('./signal-end.ts').then(({ playTone, showMessage }) => {
          if (wish.playsSound) playTone()
          if (wish.notifies && document.hidden) showMessage(ended, say)
        })
      }),
    [tasks, preferences, say],
  )
}

/** Only installed pages have an icon to put it on; elsewhere the wish has no effect. */
function showBadge(count: number): void {
  void navigator.setAppBadge?.(count).catch(() => undefined)
}
