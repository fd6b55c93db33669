import { Ellipsis } from 'lucide-react'
import { lazy } from 'react'
import { NO_PRESET, PRESET_NAMES } from '../../../contract/catalog/presets.ts'
import { useActions, useDraft, usePresets } from '../../state/page-context.tsx'
import { isChangedSince, type ChosenPreset } from '../../state/presets.ts'
import { formatList } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Popover } from '../../ui/Popover.tsx'
import { Select } from '../../ui/Select.tsx'
import { Part } from '../frame/Part.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import styles from './Presets.module.css'

const PresetMenu = lazy(() => import('./PresetMenu.tsx').then((module) => ({ default: module.PresetMenu })))

/** Before the name, so that a preset of one's own may be called like one of Fooocus'. */
const OWNERS = { 'built-in': 'b', user: 'u' } as const

/** Which preset the settings come from. Choosing one applies it at once. */
export function PresetChoice() {
  const say = useText()
  const { choosePreset } = useActions()
  const { mine, chosen } = usePresets((state) => state)
  const choose = (value: string) =>
    void choosePreset(value.startsWith(OWNERS.user) ? 'user' : 'built-in', value.slice(1))
  return (
    <div className={cx(styles.preset)}>
      <Select
        label={say('presets.label')}
        help={<HelpButton topic="preset" name={say('presets.label')} />}
        value={chosen ? `${OWNERS[chosen.owner]}${chosen.name}` : `${OWNERS['built-in']}${NO_PRESET}`}
        onChange={choose}
        choices={PRESET_NAMES.map((name) => ({ value: `${OWNERS['built-in']}${name}`, label: name }))}
        groups={[
          {
            label: say('presets.mine'),
            choices: mine.map(({ name }) => ({ value: `${OWNERS.user}${name}`, label: name })),
          },
        ]}
      >
        <Popover
          label={say('presets.actions')}
          trigger={
            <Button look="quiet" aria-haspopup="dialog" aria-label={say('presets.actions')}>
              <Ellipsis size={20} aria-hidden="true" />
            </Button>
          }
        >
          <Part>
            <PresetMenu />
          </Part>
        </Popover>
      </Select>
      {chosen && <AboutChosen chosen={chosen} />}
    </div>
  )
}

/** What could not be applied, and whether the settings have moved on since. */
function AboutChosen({ chosen }: { readonly chosen: ChosenPreset }) {
  const say = useText()
  const { revertToPreset } = useActions()
  const isChanged = useDraft(({ draft }) => isChangedSince(chosen, draft.request))
  return (
    <>
      {isChanged && (
        <p className={cx(styles.changed)}>
          <span className={cx(styles.dot)} aria-hidden="true" />
          {say('presets.changed')}
          <Button look="link" onPress={() => void revertToPreset()}>
            {say('presets.revert')}
          </Button>
        </p>
      )}
      {chosen.missing.length > 0 && (
        <p className={cx(styles.note)}>{say('presets.missing', { list: formatList(chosen.missing, say) })}</p>
      )}
      {chosen.unknown.length > 0 && (
        <p className={cx(styles.note)}>{say('presets.unknown', { list: formatList(chosen.unknown, say) })}</p>
      )}
    </>
  )
}
