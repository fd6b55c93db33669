import { CloudOff, Cpu, Keyboard } from 'lucide-react'
import { useEnvironment, useRelay, useTasks } from '../../state/page-context.tsx'
import { runningTask } from '../../state/tasks.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { QueueButton } from '../queue/QueueButton.tsx'
import { RelayChip } from '../relay/RelayChip.tsx'
import styles from './Banner.module.css'
import { Mark } from './Mark.tsx'
import { engineWord } from './engine-word.ts'
import { ThemeSwitch } from './ThemeSwitch.tsx'
import type { View } from './use-view.ts'

const VIEWS: readonly View[] = ['create', 'gallery', 'relay']

/** The line on top: name, views, how the engine does, the queue. */
export function Banner({ view, onHelp }: { readonly view: View; readonly onHelp: () => void }) {
  const say = useText()
  const environment = useEnvironment((state) => state)
  const running = useTasks(runningTask)
  // Where no relay serves the page, its view is there for those who know its address.
  const hasRelay = useRelay(({ presence }) => presence === 'present')
  const views = VIEWS.filter((one) => one !== 'relay' || hasRelay || view === 'relay')
  return (
    <header className={cx(styles.banner)} data-region="banner">
      <h1 className={cx(styles.name)}>
        <Mark />
        <span className={cx(styles.word)}>{say('app.name')}</span>
      </h1>
      <nav aria-label={say('app.views')} className={cx(styles.views)}>
        {views.map((one) => (
          <a
            key={one}
            href={`#/${one === 'create' ? '' : one}`}
            {...(one === view && { 'aria-current': 'page' })}
          >
            {say(`app.${one}`)}
          </a>
        ))}
      </nav>
      <div className={cx(styles.end)}>
        {!environment.isOnline && (
          <p className={cx(styles.chip)}>
            <CloudOff size={16} aria-hidden="true" />
            <span className={cx(styles.chipWord)}>{say('engine.offline')}</span>
          </p>
        )}
        <p className={cx(styles.chip)} data-engine={environment.connection}>
          <Cpu size={16} aria-hidden="true" />
          {engineWord(environment, running, say)}
        </p>
        <RelayChip />
        <QueueButton />
        <ThemeSwitch />
        <span className={cx(styles.help)}>
          <IconButton label={say('shortcuts.button')} onPress={onHelp}>
            <Keyboard size={20} aria-hidden="true" />
          </IconButton>
        </span>
      </div>
    </header>
  )
}
