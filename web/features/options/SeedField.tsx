import { Lock } from 'lucide-react'
import { isSeedValid } from '../../state/effective-request.ts'
import { useDraft, useGallery } from '../../state/page-context.tsx'
import { MAX_SEED_TEXT } from '../../state/seed-list.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { HelpButton } from '../help/HelpButton.tsx'

/** Random or a seed of one's own. While random, the box shows the seed of the newest picture. */
export function SeedField() {
  const say = useText()
  const draft = useDraft((state) => state.draft)
  const editSeed = useDraft((state) => state.editSeed)
  const lastSeed = useGallery(({ pictures }) => pictures[0]?.seed)
  const { isSeedRandom, seedText } = draft
  const toggle = (isSeedRandom: boolean) =>
    editSeed({ isSeedRandom, ...(!isSeedRandom && seedText === '' && { seedText: lastSeed ?? '0' }) })
  return (
    <>
      <Switch
        label={say('settings.randomSeed')}
        isOn={isSeedRandom}
        onChange={toggle}
        help={<HelpButton topic="random_seed" name={say('settings.randomSeed')} />}
      />
      <TextField
        label={say('settings.seed')}
        help={<HelpButton topic="image_seed" name={say('settings.seed')} />}
        value={isSeedRandom ? (lastSeed ?? '') : seedText}
        onChange={(text) => editSeed({ seedText: text.slice(0, MAX_SEED_TEXT) })}
        isDisabled={isSeedRandom}
        inputMode="text"
        hint={say('settings.seedsHint')}
        error={isSeedValid(draft) ? undefined : say('settings.seedError')}
      />
      {isSeedRandom && lastSeed !== undefined && (
        <Button look="quiet" onPress={() => editSeed({ isSeedRandom: false, seedText: lastSeed })}>
          <Lock size={16} aria-hidden="true" />
          {say('settings.keepSeed')}
        </Button>
      )}
    </>
  )
}
