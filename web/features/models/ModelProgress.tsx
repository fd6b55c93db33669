import type { ModelStatus } from '../../../contract/studio.ts'
import { useEnvironment } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { amountText } from './amount-text.ts'
import styles from './ModelProgress.module.css'

/** The download of a model, while there is one. */
export function ModelProgress() {
  const loading = useEnvironment(({ models }) => models.find(({ state }) => state === 'downloading'))
  return loading ? <Download status={loading} /> : null
}

function Download({ status }: { readonly status: ModelStatus }) {
  const say = useText()
  const { model, storedBytes, totalBytes } = status
  const amount = amountText(status, say)
  return (
    <div className={cx(styles.download)}>
      <p className={cx(styles.line)}>
        <span>{say('model.loading', { model: model.name })}</span>
        <span className={cx(styles.amount)}>{amount}</span>
      </p>
      <ProgressBar
        label={say('model.progress', { model: model.name })}
        percent={Math.floor((storedBytes / Math.max(1, totalBytes)) * 100)}
        valueText={amount}
      />
    </div>
  )
}
