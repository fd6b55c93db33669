import { usePreferences } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Switch } from '../../ui/Switch.tsx'
import { SettingsSection } from './SettingsSection.tsx'

/** What happens while pictures are made. */
export function Making() {
  const say = useText()
  const { showPreviews, showNewPictures, singleLetterShortcuts, showsTips, prefer } = usePreferences(
    (state) => state,
  )
  return (
    <SettingsSection title={say('making.title')}>
      <Switch
        label={say('making.previews')}
        isOn={showPreviews}
        onChange={(isOn) => prefer({ showPreviews: isOn })}
      />
      <Switch
        label={say('making.showNew')}
        isOn={showNewPictures}
        onChange={(isOn) => prefer({ showNewPictures: isOn })}
      />
      <Switch
        label={say('making.letterKeys')}
        isOn={singleLetterShortcuts}
        onChange={(isOn) => prefer({ singleLetterShortcuts: isOn })}
      />
      <Switch label={say('making.tips')} isOn={showsTips} onChange={(isOn) => prefer({ showsTips: isOn })} />
    </SettingsSection>
  )
}
