import { useEffect } from 'react'
import { usePreferences } from '../../state/page-context.tsx'

/** Keeps the look of the page as it is preferred. The script in index.html does the same before the first paint. */
export function useAppearance(): void {
  const theme = usePreferences((state) => state.theme)
  const contrast = usePreferences((state) => state.contrast)
  const motion = usePreferences((state) => state.motion)
  const textSize = usePreferences((state) => state.textSize)
  useEffect(() => {
    const root = document.documentElement
    mark(root, 'theme', theme)
    mark(root, 'contrast', contrast)
    mark(root, 'motion', motion)
    root.style.fontSize = textSize === 100 ? '' : `${textSize}%`
  }, [theme, contrast, motion, textSize])
}

function mark(root: HTMLElement, name: string, value: string): void {
  if (value === 'system') delete root.dataset[name]
  else root.dataset[name] = value
}
