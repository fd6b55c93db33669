/** What can be completed. */
export type CompletionKind = 'wildcard' | 'lora' | 'embedding'

/** What is being typed at the caret. */
export interface OpenWord {
  readonly kind: CompletionKind
  /** Where it begins, its mark included. */
  readonly from: number
  /** What was typed after the mark. */
  readonly typed: string
}

/** One thing to put there. */
export interface Suggestion {
  readonly kind: CompletionKind
  readonly name: string
  /** Shown beside the name. */
  readonly note: string
}

const SHOWN = 8

/** The wildcard, LoRA tag or embedding that is begun before the caret and not ended; null when there is none. */
export function openWordAt(text: string, caret: number): OpenWord | null {
  const line = text.slice(text.lastIndexOf('\n', caret - 1) + 1, caret)
  const from = (typed: string, mark: string) => caret - typed.length - mark.length
  const lora = /<lora:([^<>:]*)$/u.exec(line)?.[1]
  if (lora !== undefined) return { kind: 'lora', from: from(lora, '<lora:'), typed: lora }
  const embedding = /(?:^|[\s(,])embedding:([^\s(),:]*)$/u.exec(line)?.[1]
  if (embedding !== undefined)
    return { kind: 'embedding', from: from(embedding, 'embedding:'), typed: embedding }
  // Every second mark ends a wildcard.
  const pieces = line.split('__')
  const typed = pieces.at(-1)!
  const isOpen = pieces.length % 2 === 0 && /^[\w/-]*$/u.test(typed)
  return isOpen ? { kind: 'wildcard', from: from(typed, '__'), typed } : null
}

/** What fits to what is typed: names that begin so first, then those that have it inside. */
export function suggestionsFor(word: OpenWord, all: readonly Suggestion[]): readonly Suggestion[] {
  const typed = word.typed.toLowerCase()
  const kin = all.filter(({ kind }) => kind === word.kind)
  const begins = kin.filter(({ name }) => name.toLowerCase().startsWith(typed))
  const has = kin.filter((one) => !begins.includes(one) && one.name.toLowerCase().includes(typed))
  return [...begins, ...has].slice(0, SHOWN)
}

/** What stands in the prompt for a suggestion. */
export function textOf({ kind, name }: Suggestion): string {
  if (kind === 'wildcard') return `__${name}__`
  return kind === 'lora' ? `<lora:${name}:1.0>` : `embedding:${name}`
}
