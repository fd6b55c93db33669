import { ScanText, SlidersHorizontal, SwatchBook } from 'lucide-react'
import { lazy, useEffect, useRef, useState } from 'react'
import { MAX_PROMPT_LENGTH } from '../../../contract/request.ts'
import { useDraft } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { errorSentence } from '../../text/error-sentence.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { TextBox } from '../../ui/TextBox.tsx'
import { Part } from '../frame/Part.tsx'
import { isTouchScreen } from '../frame/is-touch-screen.ts'
import styles from './PromptDock.module.css'
import { mayBeSettings } from './may-be-settings.ts'
import { RunButtons } from './RunButtons.tsx'
import type { Generate } from './use-generate.ts'
import { usePlanLine } from './use-plan.ts'

const PastedSettings = lazy(() =>
  import('../drop/PastedSettings.tsx').then((module) => ({ default: module.PastedSettings })),
)

const PromptTools = lazy(() =>
  import('./PromptTools.tsx').then((module) => ({ default: module.PromptTools })),
)

const PlanPanel = lazy(() =>
  import('../plan/PlanPanel.tsx').then((module) => ({ default: module.PlanPanel })),
)

/** The place to say what the picture should show, and to start. */
export function PromptDock(props: {
  readonly generate: Generate
  readonly areOptionsOpen: boolean
  readonly onToggleOptions: () => void
  readonly onShowStyles: () => void
}) {
  const { generate, areOptionsOpen, onToggleOptions, onShowStyles } = props
  const say = useText()
  const prompt = useDraft(({ draft }) => draft.request.prompt ?? '')
  const edit = useDraft((state) => state.edit)
  const styleCount = useRequest('style_selections').style_selections.length
  const plan = usePlanLine()
  const [isPlanOpen, setPlanOpen] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    // Phones would raise their keyboard over half the page.
    if (!isTouchScreen()) box.current?.focus({ preventScroll: true })
  }, [])

  const refused = generate.refusal && errorSentence(generate.refusal, say)
  return (
    <section
      className={cx(styles.dock)}
      aria-label={say('prompt.region')}
      data-region="prompt"
      onKeyDown={(event) => event.key === 'Escape' && setPlanOpen(false)}
    >
      <div className={cx(styles.prompt)}>
        <TextBox
          id="prompt"
          look="prompt"
          label={say('prompt.label')}
          value={prompt}
          onChange={(text) => edit({ prompt: text })}
          placeholder={say('prompt.placeholder', { suggestion: say('prompt.suggestion') })}
          maxLength={MAX_PROMPT_LENGTH}
          inputRef={box}
        />
        <div className={cx(styles.tools)}>
          <Part>
            <PromptTools box={box} prompt={prompt} />
          </Part>
        </div>
        {mayBeSettings(prompt) && (
          <Part>
            <PastedSettings text={prompt} />
          </Part>
        )}
        {refused && (
          <p role="alert" className={cx(styles.refusal)} data-code={generate.refusal?.code}>
            {refused.headline}. {refused.sentence}
          </p>
        )}
      </div>
      <div className={cx(styles.chips)}>
        <Button look="quiet" aria-expanded={areOptionsOpen} onPress={onToggleOptions}>
          <SlidersHorizontal size={16} aria-hidden="true" />
          {say('prompt.advanced')}
        </Button>
        <Button look="quiet" onPress={onShowStyles}>
          <SwatchBook size={16} aria-hidden="true" />
          {say('prompt.styles', { count: styleCount })}
        </Button>
        <Button look="quiet" aria-expanded={isPlanOpen} onPress={() => setPlanOpen(!isPlanOpen)}>
          <ScanText size={16} aria-hidden="true" />
          {say('prompt.expand')}
        </Button>
        {isPlanOpen && (
          <Part>
            <PlanPanel onClose={() => setPlanOpen(false)} />
          </Part>
        )}
        <p id="plan" className={cx(styles.plan)}>
          {plan}
        </p>
      </div>
      <RunButtons generate={generate} describedBy="plan" />
    </section>
  )
}
