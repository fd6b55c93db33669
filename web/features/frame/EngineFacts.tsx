import { useEnvironment } from '../../state/page-context.tsx'
import { joinClauses } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import styles from './EngineFacts.module.css'

/** What computes here and why, in a few lines. The whole of it is in the device report. */
export function EngineFacts({ onLeave }: { readonly onLeave: () => void }) {
  const say = useText()
  const connection = useEnvironment((state) => state.connection)
  const device = useEnvironment((state) => state.device)
  return (
    <div className={cx(styles.facts)}>
      <p>{say(`engine.means.${connection}`)}</p>
      {device && (
        <p>
          {device.backend === 'webgpu'
            ? say('engine.byGpu', { name: device.adapter?.description || device.adapter?.vendor || 'GPU' })
            : say('engine.byCpu', { threads: device.threads })}
        </p>
      )}
      {device && device.refused.length > 0 && (
        <p className={cx(styles.why)}>
          {say('notices.cpuWhy', {
            reasons: joinClauses(
              device.refused.map(({ reason }) => say(`refusal.${reason}`)),
              say,
            ),
          })}
        </p>
      )}
      <a href="#/settings" className={cx(styles.link)} onClick={onLeave}>
        {say('engine.settings')}
      </a>
    </div>
  )
}
