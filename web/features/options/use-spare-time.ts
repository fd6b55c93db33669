import { startTransition, useEffect, useState } from 'react'
import { useEnvironment } from '../../state/page-context.tsx'

/** After the engine has started the page settles; what comes next may be prepared after that. */
const SETTLING_MS = 2_000

/** Whether the page has started and settled, and may prepare what has not been asked for. */
export function useSpareTime(): boolean {
  const hasDevice = useEnvironment(({ device }) => device !== null)
  const [hasTime, setHasTime] = useState(false)
  useEffect(() => {
    if (!hasDevice) return
    const timer = setTimeout(() => startTransition(() => setHasTime(true)), SETTLING_MS)
    return () => clearTimeout(timer)
  }, [hasDevice])
  return hasTime
}
