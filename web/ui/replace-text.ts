/**
 * Puts another text into a box as if it had been typed, so that the box's own undo brings back the one before.
 *
 * @param start of the selection afterwards
 */
export function replaceText(box: HTMLTextAreaElement, text: string, start: number, end: number): void {
  const before = box.value
  let same = 0
  while (same < Math.min(before.length, text.length) && before[same] === text[same]) same++
  let tail = 0
  const most = Math.min(before.length, text.length) - same
  while (tail < most && before[before.length - 1 - tail] === text[text.length - 1 - tail]) tail++
  box.focus()
  box.setSelectionRange(same, before.length - tail)
  const piece = text.slice(same, text.length - tail)
  // The only way that keeps the history of a text box; where it is gone, the text still arrives.
  const isDone =
    piece === '' ? document.execCommand('delete') : document.execCommand('insertText', false, piece)
  if (!isDone) {
    box.setRangeText(piece, same, before.length - tail)
    box.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  box.setSelectionRange(start, end)
}
