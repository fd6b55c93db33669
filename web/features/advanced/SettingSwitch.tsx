import { useDraft } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { Switch } from '../../ui/Switch.tsx'
import { SettingMarks } from './SettingMarks.tsx'
import { useIsShown } from './use-changed.ts'

/** A switch for one yes or no of the request. */
export function SettingSwitch({
  name,
  label,
}: {
  /** Where the place says what is meant, it can be shorter than the field's own name. */
  readonly label?: string
  readonly name:
    | 'disable_preview'
    | 'disable_seed_increment'
    | 'read_wildcards_in_order'
    | 'save_metadata_to_images'
    | 'freeu_enabled'
}) {
  const say = useText()
  const isOn = useRequest(name)[name]
  const edit = useDraft((state) => state.edit)
  const isShown = useIsShown(name)
  const shown = label ?? say(`field.${name}`)
  if (!isShown) return null
  return (
    <Switch
      label={shown}
      isOn={isOn}
      onChange={(value) => edit({ [name]: value })}
      help={<SettingMarks name={name} label={shown} />}
    />
  )
}
