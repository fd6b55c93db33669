import type { Notice } from '../../../contract/task.ts'
import { MESSAGES, type MessageKey } from '../../text/messages.ts'
import type { Say } from '../../text/use-text.ts'

/** What the planner changed or left out, in words. A code without a sentence of its own is named as it is. */
export function noticeText({ code, detail }: Notice, say: Say): string {
  // A mode sets several things at once; a model sets one, and names it.
  const key = `notice.${code}${'setting' in detail ? '_to' : ''}`
  return key in MESSAGES
    ? say(key as MessageKey, { ...detail, ...named(detail['setting'], say) })
    : say('notice.other', { code })
}

function named(setting: string | number | undefined, say: Say) {
  const key = `field.${setting}`
  return key in MESSAGES ? { setting: say(key as MessageKey) } : {}
}
