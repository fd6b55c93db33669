import { useEffect, useState, type RefObject } from 'react'
import { replaceText } from '../../ui/replace-text.ts'
import { openWordAt, suggestionsFor, textOf, type OpenWord, type Suggestion } from './complete-prompt.ts'
import { useSuggestions } from './use-suggestions.ts'

/** A completion in progress. */
export interface Completion {
  /** Empty: nothing is being completed. */
  readonly found: readonly Suggestion[]
  /** Which of them Tab and Enter take. */
  readonly chosen: number
  readonly accept: (suggestion: Suggestion) => void
}

/** Follows what is typed in a box, and completes wildcards, tags of LoRAs and embeddings. */
export function useCompletion(box: RefObject<HTMLTextAreaElement | null>): Completion {
  const [word, setWord] = useState<OpenWord | null>(null)
  const [chosen, setChosen] = useState(0)
  const all = useSuggestions(word !== null)
  const found = word ? suggestionsFor(word, all) : []

  const accept = (suggestion: Suggestion) => {
    const area = box.current
    if (!area || !word) return
    const written = textOf(suggestion)
    const text = area.value.slice(0, word.from) + written + area.value.slice(area.selectionEnd)
    const caret = word.from + written.length
    setWord(null)
    replaceText(area, text, caret, caret)
  }

  useEffect(() => {
    const area = box.current
    if (!area) return
    const type = () => {
      const isCaret = area.selectionStart === area.selectionEnd
      setWord(isCaret ? openWordAt(area.value, area.selectionStart) : null)
      setChosen(0)
    }
    const leave = () => setWord(null)
    area.addEventListener('input', type)
    area.addEventListener('blur', leave)
    return () => {
      area.removeEventListener('input', type)
      area.removeEventListener('blur', leave)
    }
  }, [box])

  useEffect(() => {
    const area = box.current
    if (!area || found.length === 0) return
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      const isTaken = (event.key === 'Tab' && !event.shiftKey) || event.key === 'Enter'
      if (step === 0 && !isTaken && event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      if (step !== 0) setChosen((chosen + step + found.length) % found.length)
      else if (isTaken) accept(found[chosen]!)
      else setWord(null)
    }
    area.addEventListener('keydown', press)
    return () => area.removeEventListener('keydown', press)
  })
  return { found, chosen, accept }
}
