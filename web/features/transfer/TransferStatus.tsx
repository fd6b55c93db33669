import { X } from 'lucide-react'
import { useStore } from 'zustand'
import { usePage } from '../../state/page-context.tsx'
import { errorSentence } from '../../text/error-sentence.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { importSentence, reasonSentence } from './import-sentence.ts'
import styles from './Transfer.module.css'
import { transferOf, type TransferState } from './transfer-store.ts'

/** How far pictures are that come or go, and what came of it. */
export function TransferStatus() {
  const say = useText()
  const { job, result, cancel, dismiss } = useStore(transferOf(usePage()), (state) => state)
  if (job) {
    const words = say('transfer.progress', { count: job.done, of: job.of })
    return (
      <div className={cx(styles.status)}>
        <span>{say(job.kind === 'export' ? 'transfer.exporting' : 'transfer.importing')}</span>
        <div className={cx(styles.bar)}>
          <ProgressBar
            label={say(job.kind === 'export' ? 'transfer.exportProgress' : 'transfer.importProgress')}
            percent={job.of === 0 ? 0 : (job.done / job.of) * 100}
            valueText={words}
          />
        </div>
        <span className={cx(styles.count)}>{words}</span>
        <Button onPress={cancel}>{say('transfer.cancel')}</Button>
      </div>
    )
  }
  return result && <Result result={result} onDismiss={dismiss} />
}

function Result({
  result,
  onDismiss,
}: {
  readonly result: NonNullable<TransferState['result']>
  readonly onDismiss: () => void
}) {
  const say = useText()
  const error =
    result.kind === 'failed' ? result.error : result.kind === 'imported' ? result.report.error : null
  return (
    <div
      className={cx(styles.status, error !== null && styles.failed)}
      role={error ? 'alert' : 'status'}
      {...(error && { 'data-code': error.code })}
    >
      <p className={cx(styles.words)}>
        {result.kind === 'exported' && say('transfer.exported', { count: result.count })}
        {result.kind === 'imported' && importSentence(result.report, say)}
        {result.kind === 'failed' && `${errorSentence(result.error, say).headline}. `}
        {error && reasonSentence(error, say)}
      </p>
      <IconButton label={say('app.close')} onPress={onDismiss}>
        <X size={20} aria-hidden="true" />
      </IconButton>
    </div>
  )
}
