import { useDraft } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx'
import { cx } from '../../ui/cx.ts'
import { HelpButton } from '../help/HelpButton.tsx'
import { SettingSwitch } from '../advanced/SettingSwitch.tsx'
import styles from './Options.module.css'

/** Whether pictures carry their settings, and in whose form. */
export function MetadataChoice() {
  const say = useText()
  const { save_metadata_to_images: isSaved, metadata_scheme: scheme } = useRequest(
    'save_metadata_to_images',
    'metadata_scheme',
  )
  const edit = useDraft((state) => state.edit)
  return (
    <div className={cx(styles.group)}>
      <SettingSwitch name="save_metadata_to_images" />
      {isSaved && (
        <ChoiceGroup
          label={say('field.metadata_scheme')}
          help={<HelpButton topic="metadata_scheme" name={say('field.metadata_scheme')} />}
          look="segments"
          value={scheme}
          onChange={(metadata_scheme) => edit({ metadata_scheme })}
          choices={[
            { value: 'fooocus', label: say('advanced.scheme.fooocus') },
            { value: 'a1111', label: say('advanced.scheme.a1111') },
          ]}
        />
      )}
    </div>
  )
}
