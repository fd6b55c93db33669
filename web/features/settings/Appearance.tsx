import { usePreferences } from '../../state/page-context.tsx'
import { CONTRASTS, MOTIONS, TEXT_SIZES, THEMES } from '../../state/preferences.ts'
import { useText } from '../../text/use-text.ts'
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx'
import { Slider } from '../../ui/Slider.tsx'
import { LanguageChoice } from './LanguageChoice.tsx'
import { SettingsSection } from './SettingsSection.tsx'

/** How the page speaks and looks. Everything applies at once. */
export function Appearance() {
  const say = useText()
  const { theme, contrast, motion, textSize, prefer } = usePreferences((state) => state)
  return (
    <SettingsSection title={say('look.title')}>
      <LanguageChoice />
      <ChoiceGroup
        label={say('look.theme')}
        look="segments"
        value={theme}
        onChange={(value) => prefer({ theme: value })}
        choices={THEMES.map((value) => ({ value, label: say(`look.${value}`) }))}
      />
      <ChoiceGroup
        label={say('look.contrast')}
        look="segments"
        value={contrast}
        onChange={(value) => prefer({ contrast: value })}
        choices={CONTRASTS.map((value) => ({ value, label: say(`look.${value}`) }))}
      />
      <ChoiceGroup
        label={say('look.motion')}
        look="segments"
        value={motion}
        onChange={(value) => prefer({ motion: value })}
        choices={MOTIONS.map((value) => ({ value, label: say(`look.${value}`) }))}
      />
      <Slider
        label={say('look.textSize')}
        exactLabel={say('settings.exact', { name: say('look.textSize') })}
        value={textSize}
        onChange={(percent) => prefer({ textSize: percent })}
        {...TEXT_SIZES}
        hint={say('look.textSizeHint')}
      />
    </SettingsSection>
  )
}
