import { CircleHelp, CloudOff } from 'lucide-react'
import { useEnvironment } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { FoldedNotices } from '../notices/FoldedNotices.tsx'
import { QueueButton } from '../queue/QueueButton.tsx'
import { RelayChip } from '../relay/RelayChip.tsx'
import styles from './Banner.module.css'
import { EngineChip } from './EngineChip.tsx'
import { Mark } from './Mark.tsx'
import { SettingsLink } from './SettingsLink.tsx'
import { ViewLinks } from './ViewLinks.tsx'
import { ViewMenu } from './ViewMenu.tsx'
import type { View } from './views.ts'

/** The line on top: name, views, how the engine does, the queue, settings and help. */
export function Banner({ view, onHelp }: { readonly view: View; readonly onHelp: () => void }) {
  const say = useText()
  const isOnline = useEnvironment((state) => state.isOnline)
  return (
    <header className={cx(styles.banner)} data-region="banner">
      <h1 className={cx(styles.name)}>
        <Mark />
        <span className={cx(styles.word)}>{say('app.name')}</span>
      </h1>
      <ViewLinks view={view} className={styles.views} />
      <div className={cx(styles.end)}>
        {!isOnline && (
          <p className={cx(styles.offline)}>
            <CloudOff size={16} aria-hidden="true" />
            <span className={cx(styles.offlineWord)}>{say('engine.offline')}</span>
          </p>
        )}
        <FoldedNotices />
        <EngineChip />
        <RelayChip />
        <QueueButton />
        <SettingsLink view={view} />
        <span className={cx(styles.help)}>
          <IconButton label={say('shortcuts.button')} onPress={onHelp}>
            <CircleHelp size={20} aria-hidden="true" />
          </IconButton>
        </span>
        <ViewMenu view={view} onHelp={onHelp} />
      </div>
    </header>
  )
}
