import { MAX_IMAGES } from '../../../contract/request.ts'
import { arrayChoices } from '../../state/array-choices.ts'
import { useDraft } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Slider } from '../../ui/Slider.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import styles from './Options.module.css'

/** How many pictures; where the prompt has choices, how many it takes to see all of them. */
export function ImageNumber() {
  const say = useText()
  const { image_number: count, prompt } = useRequest('image_number', 'prompt')
  const edit = useDraft((state) => state.edit)
  const choices = arrayChoices(prompt)
  const set = (image_number: number) => edit({ image_number })
  return (
    <div className={cx(styles.group)}>
      <Slider
        label={say('settings.number')}
        help={<HelpButton topic="image_number" name={say('settings.number')} />}
        exactLabel={say('settings.exact', { name: say('settings.number') })}
        value={count}
        onChange={set}
        min={1}
        max={MAX_IMAGES}
        step={1}
      />
      {choices !== null && choices > 1 && choices !== count && (
        <p className={cx(styles.hint)}>
          {say('settings.arrayChoices', { count: choices })}
          {choices <= MAX_IMAGES && (
            <Button look="link" onPress={() => set(choices)}>
              {say('settings.setNumber', { count: choices })}
            </Button>
          )}
        </p>
      )}
    </div>
  )
}
