import { useEffect } from 'react'

/** Gives focus back to what opened a sheet, if it was lost with the sheet. */
export function useFocusGoesBack(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return
    const opener = document.activeElement
    return () => {
      // In the next turn: until then the sheet may still hold it.
      setTimeout(() => {
        const isLost = document.activeElement === document.body
        if (isLost && opener instanceof HTMLElement) opener.focus()
      })
    }
  }, [isWanted])
}
