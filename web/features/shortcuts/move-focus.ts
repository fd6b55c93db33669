const FOCUSABLE =
  'textarea, input:not([disabled]), button:not([disabled]), a[href], [role="row"], [tabindex="0"]'

/** Moves focus to the first control of the next or previous region. */
export function moveFocus(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')]
  const places = regions
    .map((region) => ({ region, first: region.querySelector<HTMLElement>(FOCUSABLE) }))
    .filter(({ first }) => first !== null)
  const at = places.findIndex(({ region }) => region.contains(document.activeElement))
  const next = at === -1 && step === -1 ? places.length - 1 : (at + step + places.length) % places.length
  places[next]?.first?.focus()
}
