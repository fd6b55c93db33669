import type { ModelStatus } from '../../../contract/studio.ts'
import { formatBytes, formatTime } from '../../text/format.ts'
import type { Say } from '../../text/use-text.ts'

/** How far a download is: bytes, speed and time left, as far as they are known. */
export function amountText(
  { storedBytes, totalBytes, bytesPerSecond, secondsLeft }: ModelStatus,
  say: Say,
): string {
  return [
    say('model.amount', { loaded: formatBytes(storedBytes, say), total: formatBytes(totalBytes, say) }),
    ...(bytesPerSecond === null ? [] : [say('model.speed', { amount: formatBytes(bytesPerSecond, say) })]),
    ...(secondsLeft === null ? [] : [say('model.left', { time: formatTime(secondsLeft, say) })]),
  ].join(' · ')
}
