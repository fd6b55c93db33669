import { Copy } from 'lucide-react'
import { useId, useState } from 'react'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Tabs } from '../../ui/Tabs.tsx'
import { EXAMPLE_LANGUAGES, exampleCall, type ExampleLanguage } from './example-calls.ts'
import { useCopy } from '../toasts/use-copy.ts'
import styles from './RelayView.module.css'

/** A call with this relay's own address, to be pasted. */
export function ExampleCall() {
  const say = useText()
  const id = useId()
  const [language, setLanguage] = useState<ExampleLanguage>('curl')
  return (
    <section className={cx(styles.card)} aria-labelledby={id}>
      <h3 id={id} className={cx(styles.heading)}>
        {say('relay.example')}
      </h3>
      <div className={cx(styles.example)}>
        <Tabs
          label={say('relay.exampleTabs')}
          chosen={language}
          onChoose={setLanguage}
          tabs={EXAMPLE_LANGUAGES.map((one) => ({
            id: one,
            label: one,
            content: <Call text={exampleCall(one, location.origin, say('prompt.suggestion'))} />,
          }))}
        />
      </div>
      <p className={cx(styles.note)}>{say('relay.key')}</p>
      <a href="/docs" target="_blank" rel="noreferrer" className={cx(styles.link)}>
        {say('relay.docs')}
      </a>
    </section>
  )
}

function Call({ text }: { readonly text: string }) {
  const say = useText()
  const copy = useCopy()
  return (
    <div className={cx(styles.call)}>
      <pre className={cx(styles.code)} tabIndex={0}>
        <code>{text}</code>
      </pre>
      <Button onPress={() => copy(text)} className={styles.start}>
        <Copy size={16} aria-hidden="true" />
        {say('relay.copy')}
      </Button>
    </div>
  )
}
