import { RadioTower } from 'lucide-react'
import { useRelay } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import styles from './RelayChip.module.css'
import { relayMood } from './relay-words.ts'

/** How this tab stands with the relay, in a word that leads to the view. Nothing where there is no relay. */
export function RelayChip() {
  const say = useText()
  const relay = useRelay((state) => state)
  const mood = relayMood(relay)
  if (!mood) return null
  const word = say(`relay.chip.${mood}`, { jobs: relay.link.jobs })
  return (
    <a
      href="#/relay"
      className={cx(styles.chip)}
      data-relay={mood}
      aria-label={say('relay.chipLabel', { word, served: relay.served })}
    >
      <RadioTower size={16} aria-hidden="true" />
      <span className={cx(styles.word)}>{word}</span>
    </a>
  )
}
