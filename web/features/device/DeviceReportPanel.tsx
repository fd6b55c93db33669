import { useMemo } from 'react'
import { VERSION } from '../../../contract/version.ts'
import { useEnvironment, usePreferences } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { useCopy } from '../toasts/use-copy.ts'
import styles from '../settings/Settings.module.css'
import { SettingsSection } from '../settings/SettingsSection.tsx'
import { browserFacts, deviceFacts } from './device-facts.ts'
import { reportLines, reportText } from './report-lines.ts'

/** What computes here and how fast, to read or to copy. Nothing of it is sent anywhere. */
export function DeviceReportPanel() {
  const say = useText()
  const device = useEnvironment((state) => state.device)
  const storage = useEnvironment((state) => state.storage)
  const models = useEnvironment((state) => state.models)
  const stepTimes = usePreferences((state) => state.stepTimes)
  const facts = useMemo(
    () =>
      deviceFacts({
        app: `Fooocus Tab ${VERSION}`,
        browser: browserFacts(),
        device,
        storage,
        models,
        stepTimes,
      }),
    [device, storage, models, stepTimes],
  )
  const lines = reportLines(facts, say)
  const copy = useCopy()
  return (
    <SettingsSection title={say('report.title')}>
      <p className={cx(styles.note)}>{say('report.private')}</p>
      <dl className={cx(styles.report)}>
        {lines.map(({ name, value }, at) => (
          // Lines of one name follow each other in a fixed order.
          <div key={at}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <div className={cx(styles.row)}>
        <Button onPress={() => copy(reportText(lines))}>{say('report.copyText')}</Button>
        <Button onPress={() => copy(JSON.stringify(facts, null, 2))}>{say('report.copyJson')}</Button>
      </div>
    </SettingsSection>
  )
}
