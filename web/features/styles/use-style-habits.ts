import { useMemo, useState } from 'react'
import { useHabits, usePage } from '../../state/page-context.tsx'
import type { StyleFilter, StyleHabits } from './pick-styles.ts'

/**
 * The person's ways with styles. Uses are those at the time when the tab was opened, and recently used ones those when
 * they were asked for, so that the list keeps its order while it is used.
 */
export function useStyleHabits(filter: StyleFilter): StyleHabits {
  const { habits } = usePage()
  const favourites = useHabits(({ favouriteStyles }) => favouriteStyles)
  const [uses] = useState(() => habits.getState().styleUses)
  const [seen, setSeen] = useState({ filter, recent: habits.getState().recentStyles })
  if (seen.filter !== filter) setSeen({ filter, recent: habits.getState().recentStyles })
  return useMemo(() => ({ favourites, recent: seen.recent, uses }), [favourites, seen.recent, uses])
}
