import { useEffect, useState } from 'react'

/** Where focus says that someone is at work on a picture. */
const TOOLS = '[role="toolbar"], [role="menu"]'

/** Whether a pointer is down anywhere, or focus is in a toolbar or a menu. */
export function useIsBusy(): boolean {
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    let isDown = false
    const look = () => setBusy(isDown || document.activeElement?.closest(TOOLS) instanceof Element)
    // Focus is nowhere between leaving and arriving; a press acts right after the pointer is up.
    const lookSoon = () => setTimeout(look, 0)
    const down = () => {
      isDown = true
      look()
    }
    const up = () => {
      isDown = false
      lookSoon()
    }
    const listeners = {
      pointerdown: down,
      pointerup: up,
      pointercancel: up,
      focusin: look,
      focusout: lookSoon,
    }
    const all = Object.entries(listeners)
    for (const [type, listener] of all) addEventListener(type, listener, true)
    return () => {
      for (const [type, listener] of all) removeEventListener(type, listener, true)
    }
  }, [])
  return isBusy
}
