import { LORA_SLOTS, NO_LORA } from '../../contract/lora.ts'
import type { GenerationRequest } from '../../contract/request.ts'

/** The LoRA slots of a request. */
export type LoraRows = GenerationRequest['loras']

/** Whether another LoRA may be chosen. */
export function hasRoom(rows: LoraRows): boolean {
  return rows.length < LORA_SLOTS
}

/** The rows with one more, unless all are taken; without a name it is an empty one. */
export function withLora(rows: LoraRows, name: string = NO_LORA): LoraRows {
  if (name !== NO_LORA) {
    if (rows.some((row) => row.model_name === name)) return rows
    const empty = rows.findIndex((row) => row.model_name === NO_LORA)
    if (empty !== -1) return changedRow(rows, empty, { model_name: name, enabled: true })
  }
  return hasRoom(rows) ? [...rows, { enabled: true, model_name: name, weight: 1 }] : rows
}

/** The rows with one of them changed. */
export function changedRow(rows: LoraRows, at: number, change: Partial<LoraRows[number]>): LoraRows {
  return rows.map((row, index) => (index === at ? { ...row, ...change } : row))
}

/** The rows without one of them. */
export function withoutRow(rows: LoraRows, at: number): LoraRows {
  return rows.filter((_, index) => index !== at)
}

/** The prompt with a word at the end of its main line; as it is when the word is there. */
export function withWord(prompt: string, word: string): string {
  const [main = '', ...rest] = prompt.split('\n')
  if (main.includes(word)) return prompt
  const start = main.trimEnd().replace(/,$/u, '')
  return [start === '' ? word : `${start}, ${word}`, ...rest].join('\n')
}
