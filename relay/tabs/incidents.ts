/** What happens to tabs beside their work; for logs and counters. Never called for a job that simply goes well. */
export type Incident =
  | 'ticket_refused'
  | 'upgrade_refused'
  | 'tab_connected'
  | 'tab_closed'
  | 'lease_expired'
  | 'requeued'
  | 'rejected'
  | 'bad_picture'
  | 'stale_words'
  | 'preview_dropped'
  | 'quarantined'
  | 'store_failed'

/** Facts to log: ids, codes and numbers; no prompt, ticket or token. */
export type IncidentFacts = Readonly<Record<string, string | number | boolean>>

/** Hears of incidents. Must not throw. */
export type OnIncident = (name: Incident, facts: IncidentFacts) => void
