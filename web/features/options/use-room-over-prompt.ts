import { useEffect, useState } from 'react'

/** Where a sheet over the page begins and ends, from the upper and lower edge of what lies beneath it. */
export interface SheetRoom {
  readonly above: number
  readonly below: number
}

/** The room between notices and prompt, which stay in reach beside an open sheet. Follows both as they grow. */
export function useRoomOverPrompt(isWanted: boolean): SheetRoom {
  const [room, setRoom] = useState<SheetRoom>({ above: 0, below: 0 })
  useEffect(() => {
    const main = document.querySelector('main')
    const stage = main?.querySelector<HTMLElement>(':scope > [data-region="stage"]')
    const dock = main?.querySelector<HTMLElement>(':scope > [data-region="prompt"]')
    if (!isWanted || !main || !stage || !dock) return
    // The stage takes what the others leave: its size tells of every change.
    const observer = new ResizeObserver(() => {
      const frame = main.getBoundingClientRect()
      const above = stage.getBoundingClientRect().top - frame.top
      setRoom({ above, below: frame.bottom - dock.getBoundingClientRect().top })
    })
    observer.observe(stage)
    observer.observe(dock)
    return () => observer.disconnect()
  }, [isWanted])
  return room
}
