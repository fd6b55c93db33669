import type { RelayLink } from '../../../contract/bridge.ts'
import type { ConnectionState } from '../../state/connection-state.ts'
import type { RelayState } from '../../state/relay.ts'
import { formatDate } from '../../text/format.ts'
import type { Say } from '../../text/use-text.ts'

/** How the relay's state looks at a glance. */
export type RelayMood = 'connected' | 'connecting' | 'off' | 'refused'

/** The state in one of four moods; null where there is nothing to be said, as no relay serves this page. */
export function relayMood({ presence, link, isServing }: RelayState): RelayMood | null {
  if (presence !== 'present' && link.state === 'off') return null
  if (link.state === 'connected' || link.state === 'finishing') return 'connected'
  if (link.state === 'refused') return 'refused'
  return isServing ? 'connecting' : 'off'
}

/** A headline and a sentence. */
export interface RelayWords {
  readonly headline: string
  readonly sentence: string
}

/** What the view says about the connection. */
export function relayWords(state: RelayState, connection: ConnectionState, say: Say): RelayWords {
  const { presence, link } = state
  if (presence !== 'present' && link.state === 'off') {
    return { headline: say(`relay.state.${presence}`), sentence: say(`relay.why.${presence}`) }
  }
  return { headline: headlineOf(link, state.isServing, say), sentence: sentenceOf(state, connection, say) }
}

function headlineOf(link: RelayLink, isServing: boolean, say: Say): string {
  const time = formatDate(link.since, { timeStyle: 'short' }, say)
  const shown = link.state === 'off' && isServing ? 'waiting' : link.state
  return say(`relay.state.${shown}`, { time, failures: link.failures, jobs: link.jobs })
}

function sentenceOf({ link, isServing }: RelayState, connection: ConnectionState, say: Say): string {
  const isElsewhere = connection === 'elsewhere' || connection === 'taken'
  if (isServing && isElsewhere && link.state !== 'connected') return say('relay.why.elsewhere')
  if (link.state === 'retrying' || link.state === 'refused')
    return say(`relay.reason.${link.reason ?? 'lost'}`)
  return say(`relay.why.${link.state === 'off' && isServing ? 'waiting' : link.state}`)
}
