import type { StorageReport } from '../../../contract/studio.ts'
import { formatBytes } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { Meter } from '../../ui/Meter.tsx'
import styles from './StoragePanel.module.css'

/** Less than this share of the room left counts as little. */
const LITTLE = 10

/** How much of the room that the browser gives this page is used; nothing where it does not say. */
export function StorageMeter({ storage: { usedBytes, quotaBytes } }: { readonly storage: StorageReport }) {
  const say = useText()
  if (quotaBytes === 0) return null
  const percent = Math.min(100, (usedBytes / quotaBytes) * 100)
  const words = say('storage.room', {
    used: formatBytes(usedBytes, say),
    free: formatBytes(Math.max(0, quotaBytes - usedBytes), say),
  })
  return (
    <div className={cx(styles.meter)}>
      <Meter
        label={say('storage.meter')}
        percent={percent}
        valueText={words}
        look={100 - percent < LITTLE ? 'low' : 'calm'}
      />
      <p className={cx(styles.note)}>{words}</p>
    </div>
  )
}
