import { ChevronDown } from 'lucide-react'
import { countChoices } from '../../state/generate-actions.ts'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu, type MenuChoice } from '../../ui/Menu.tsx'
import type { Generate } from './use-generate.ts'

type Way = 'next' | 'repeat' | 'eachStyle' | 'eachChoice'

/** The menu beside Generate. What the draft gives no reason for is disabled and says what it takes. */
export function MoreWays(props: { readonly generate: Generate; readonly className: string | undefined }) {
  const { generate, className } = props
  const say = useText()
  const request = useRequest('style_selections', 'prompt')
  const styleCount = request.style_selections.length
  const choiceCount = countChoices(request)
  const choices: readonly MenuChoice<Way>[] = [
    { id: 'next', label: say('more.next'), hint: say('more.nextHint') },
    { id: 'repeat', label: say('more.repeat'), hint: say('more.repeatHint') },
    {
      id: 'eachStyle',
      label: say('more.styles'),
      isDisabled: styleCount < 2,
      hint: styleCount < 2 ? say('more.stylesNeed') : say('more.stylesHint', { count: styleCount }),
    },
    {
      id: 'eachChoice',
      label: say('more.choices'),
      isDisabled: choiceCount < 2,
      hint: choiceCount < 2 ? say('more.choicesNeed') : say('more.choicesHint', { count: choiceCount }),
    },
  ]
  return (
    <Menu
      trigger={
        <Button
          look="primary"
          size="large"
          aria-label={say('more.button')}
          aria-haspopup="menu"
          className={className}
        >
          <ChevronDown size={16} aria-hidden="true" />
        </Button>
      }
      label={say('more.button')}
      placement="top end"
      choices={choices}
      onChoose={(way) => generate[way]()}
    />
  )
}
