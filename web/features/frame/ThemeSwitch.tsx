import { Monitor, Moon, Sun } from 'lucide-react'
import { useEffect } from 'react'
import { usePreferences } from '../../state/page-context.tsx'
import { THEMES } from '../../state/preferences.ts'
import { useText } from '../../text/use-text.ts'
import { IconButton } from '../../ui/IconButton.tsx'

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const

/** Goes round System, Light, Dark. */
export function ThemeSwitch() {
  const say = useText()
  const theme = usePreferences((state) => state.theme)
  const prefer = usePreferences((state) => state.prefer)
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
  }, [theme])
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!
  const Icon = ICONS[theme]
  return (
    <IconButton label={say('theme.button', { theme })} onPress={() => prefer({ theme: next })}>
      <Icon size={20} aria-hidden="true" />
    </IconButton>
  )
}
