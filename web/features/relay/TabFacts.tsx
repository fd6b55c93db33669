import { useId } from 'react'
import type { DeviceReport } from '../../../contract/device.ts'
import { useEnvironment, useRelay } from '../../state/page-context.tsx'
import { formatList } from '../../text/format.ts'
import { useText, type Say } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import styles from './RelayView.module.css'

/** What this tab brings along, and what it has done. */
export function TabFacts() {
  const say = useText()
  const id = useId()
  const { device, models } = useEnvironment((state) => state)
  const { link, served, version } = useRelay((state) => state)
  const ready = models.filter(({ state, model }) => state === 'ready' || model.embedded)
  const names = ready.map(({ model }) => model.name)
  const count = (jobs: number) => say('relay.tab.servedCount', { count: jobs })
  const facts = [
    [say('relay.tab.device'), device ? deviceWords(device, say) : say('engine.starting')],
    [say('relay.tab.models'), formatList(names, say) || say('relay.none')],
    [say('relay.tab.now'), link.jobs > 0 ? count(link.jobs) : say('relay.none')],
    [say('relay.tab.served'), count(served)],
    ...(version === '' ? [] : [[say('relay.tab.version'), version]]),
  ]
  return (
    <section className={cx(styles.card)} aria-labelledby={id}>
      <h3 id={id} className={cx(styles.heading)}>
        {say('relay.tab')}
      </h3>
      <dl className={cx(styles.facts)}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function deviceWords({ backend, adapter, threads }: DeviceReport, say: Say): string {
  if (backend === 'wasm') return say('relay.tab.cpu', { threads })
  const name = adapter?.description || adapter?.vendor || ''
  return name === '' ? say('relay.tab.gpu') : say('relay.tab.gpuNamed', { name })
}
