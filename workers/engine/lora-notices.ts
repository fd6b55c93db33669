import type { Notice } from '../../contract/task.ts'
import type { LoraReport } from '../models/ports.ts'

/** How many keys a notice names. */
const SHOWN_KEYS = 20

/** Tells which keys of LoRA files fit nowhere in the model that the others were merged into. */
export function loraNotices(reports: readonly LoraReport[]): Notice[] {
  return reports
    .filter(({ leftOver }) => leftOver.length > 0)
    .map(({ file, leftOver }) => ({
      code: 'lora_keys_left_out',
      detail: { lora: file, count: leftOver.length, keys: leftOver.slice(0, SHOWN_KEYS).join(', ') },
    }))
}
