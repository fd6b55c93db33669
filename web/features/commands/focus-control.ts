const WAIT_MS = 60
const TRIES = 150

/** What of a control takes the focus, best first. */
const FOCUSABLE = [
  'input[type="radio"]:checked',
  'input[type="range"]',
  'input:not([disabled]):not([type="file"])',
  'select:not([disabled])',
  'textarea:not([disabled])',
  'button:not([disabled]):not([aria-haspopup])',
]

/**
 * Moves the focus to the control with a label, as soon as its part of the page is there; gives up when the user goes on
 * with something else meanwhile.
 *
 * @param isReady whether the dialog before it is gone, which would take the focus back
 */
export function focusControl(label: string, isReady: () => boolean): void {
  const waiting = new AbortController()
  const { signal } = waiting
  const giveUp = () => waiting.abort()
  for (const type of ['keydown', 'pointerdown']) addEventListener(type, giveUp, { signal, capture: true })
  const attempt = (left: number) => {
    if (signal.aborted) return
    const control = isReady() ? findControl(label) : null
    if (control) {
      control.focus()
      control.scrollIntoView({ block: 'center' })
    }
    // What is about to make room for another tab does not take it.
    if ((control && document.activeElement === control) || left === 0) giveUp()
    else setTimeout(() => attempt(left - 1), WAIT_MS)
  }
  setTimeout(() => attempt(TRIES), WAIT_MS)
}

function findControl(label: string): HTMLElement | null {
  const fields = [...document.querySelectorAll('[data-field], section, [role="group"]')]
  const named = fields.find(
    (field) => field.getAttribute('aria-label') === label || field.textContent.trimStart().startsWith(label),
  )
  for (const selector of FOCUSABLE) {
    const found = named?.querySelector<HTMLElement>(selector)
    if (found) return found
  }
  return null
}
