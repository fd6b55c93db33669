import { useEffect, useState, type RefObject } from 'react'
import { replaceText } from '../../ui/replace-text.ts'
import { changeWeight } from './change-weight.ts'

type Box = RefObject<HTMLTextAreaElement | null>

/** Ctrl or ⌘ with ↑ and ↓ in a box change the weight of words. @returns the same for buttons */
export function useWeightKeys(box: Box): (direction: 1 | -1) => void {
  useEffect(() => {
    const area = box.current
    if (!area) return
    const press = (event: KeyboardEvent) => {
      const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : null
      if (!direction || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      weigh(area, direction)
    }
    area.addEventListener('keydown', press)
    return () => area.removeEventListener('keydown', press)
  }, [box])
  return (direction) => {
    if (box.current) weigh(box.current, direction)
  }
}

function weigh(area: HTMLTextAreaElement, direction: 1 | -1): void {
  const { value: text, selectionStart: start, selectionEnd: end } = area
  const next = changeWeight({ text, start, end }, direction)
  if (next) replaceText(area, next.text, next.start, next.end)
}

/** Whether words in a box are selected while it has the focus. */
export function useHasSelection(box: Box): boolean {
  const [has, setHas] = useState(false)
  useEffect(() => {
    const look = () => {
      const area = box.current
      setHas(area !== null && document.activeElement === area && area.selectionStart !== area.selectionEnd)
    }
    document.addEventListener('selectionchange', look)
    document.addEventListener('focusin', look)
    return () => {
      document.removeEventListener('selectionchange', look)
      document.removeEventListener('focusin', look)
    }
  }, [box])
  return has
}
