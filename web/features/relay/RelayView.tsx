import { useRelay } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { ConnectionCard } from './ConnectionCard.tsx'
import { ExampleCall } from './ExampleCall.tsx'
import styles from './RelayView.module.css'
import { TabFacts } from './TabFacts.tsx'
import { Traffic } from './Traffic.tsx'

/** What this tab does for programs, and how they ask it. */
export function RelayView() {
  const say = useText()
  const isThere = useRelay(({ presence, link }) => presence === 'present' || link.state !== 'off')
  return (
    <section className={cx(styles.view)} aria-label={say('app.relay')} data-region="relay" tabIndex={-1}>
      <div className={cx(styles.page)}>
        <header>
          <h2 className={cx(styles.title)}>{say('app.relay')}</h2>
          <p className={cx(styles.lead)}>{say('relay.lead')}</p>
        </header>
        <div className={cx(styles.columns)}>
          <div className={cx(styles.column)}>
            <ConnectionCard />
            {isThere && <TabFacts />}
          </div>
          {isThere && <ExampleCall />}
        </div>
        {isThere && <Traffic />}
      </div>
    </section>
  )
}
