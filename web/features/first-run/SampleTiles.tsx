import type { CSSProperties } from 'react'
import { useActions } from '../../state/page-context.tsx'
import { errorSentence } from '../../text/error-sentence.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { useGenerate } from '../prompt/use-generate.ts'
import { SAMPLE_PROMPTS } from './sample-prompts.ts'
import styles from './SampleTiles.module.css'

/** Six things to draw, with what the built-in model made of them. A press fills the prompt and generates. */
export function SampleTiles() {
  const say = useText()
  const { takePrompt } = useActions()
  const generate = useGenerate()
  const use = (prompt: string) => {
    takePrompt(prompt)
    generate.run()
  }
  const refused = generate.refusal && errorSentence(generate.refusal, say)
  return (
    <>
      {refused && (
        <p role="alert" data-code={generate.refusal?.code}>
          {refused.headline}. {refused.sentence}
        </p>
      )}
      <ul role="list" aria-label={say('sample.tiles')} className={cx(styles.tiles)}>
        {SAMPLE_PROMPTS.map((prompt, at) => (
          <li key={prompt}>
            <Button
              aria-label={say('sample.use', { prompt })}
              onPress={() => use(prompt)}
              className={cx(styles.tile)}
            >
              {/* A custom property, which React's type does not list. */}
              <span
                className={cx(styles.picture)}
                style={{ '--at': at } as CSSProperties}
                aria-hidden="true"
              />
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
