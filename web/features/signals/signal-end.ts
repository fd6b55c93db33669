import type { TaskState } from '../../../contract/task.ts'
import { altText } from '../../text/alt-text.ts'
import type { Say } from '../../text/use-text.ts'
import { newsOf } from '../progress/Announcements.tsx'

const TONE_S = 0.32
const LOUDNESS = 0.12

/** Two soft notes, made on the spot. */
export function playTone(): void {
  const context = new AudioContext()
  const gain = context.createGain()
  gain.connect(context.destination)
  const now = context.currentTime
  gain.gain.setValueAtTime(0, now)
  gain.gain.linearRampToValueAtTime(LOUDNESS, now + 0.02)
  gain.gain.exponentialRampToValueAtTime(0.001, now + TONE_S)
  for (const [hertz, from] of [
    [659, 0],
    [880, 0.1],
  ] as const) {
    const tone = context.createOscillator()
    tone.frequency.value = hertz
    tone.connect(gain)
    tone.start(now + from)
    tone.stop(now + TONE_S)
    tone.onended = () => void (from > 0 && context.close())
  }
}

/** A message of the system about tasks that ended; a press on it brings the page to front. */
export function showMessage(ended: readonly TaskState[], say: Say): void {
  const last = ended.at(-1)
  if (!last || !('Notification' in globalThis) || Notification.permission !== 'granted') return
  const news = newsOf({ ...last, phase: 'running' }, last, say) ?? say('app.name')
  try {
    const message = new Notification(news, {
      body: altText(last.task.request.prompt, say),
      // One at a time: a long queue would fill the screen.
      tag: 'fooocus-tab',
    })
    message.onclick = () => {
      focus()
      message.close()
    }
  } catch {
    // Some phones allow messages from a service worker only.
    return
  }
}
