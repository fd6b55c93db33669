import type { Notice } from '../../../contract/task.ts'
import { MESSAGES, type MessageKey } from '../../text/messages.ts'
import type { Say } from '../../text/use-text.ts'

/** What the planner changed or left out, in words. A code without a sentence of its own is named as it is. */
export function noticeText({ code, detail }: Notice, say: Say): string {
  const key = `notice.${code}`
  return key in MESSAGES ? say(key as MessageKey, detail) : say('notice.other', { code })
}
