import { LayoutGrid, List, UserRound } from 'lucide-react'
import { lazy, useMemo, useState } from 'react'
import { useDraft, useEnvironment, useHabits, usePreferences } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { Grid } from '../../ui/Grid.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { Part } from '../frame/Part.tsx'
import options from '../options/Options.module.css'
import { pickStyles, selectStyles, type StyleChoice } from './pick-styles.ts'
import { SelectedStyles } from './SelectedStyles.tsx'
import { allEntries } from './style-entries.ts'
import { StyleFilters } from './StyleFilters.tsx'
import { StyleRow } from './StyleRow.tsx'
import row from './StyleRow.module.css'
import styles from './Styles.module.css'
import { useGrowingList } from './use-growing-list.ts'
import { useStyleHabits } from './use-style-habits.ts'

const MyStyles = lazy(() => import('./MyStyles.tsx').then((module) => ({ default: module.MyStyles })))

/** All styles: search, narrow, choose several, and see in which order they act. */
export function StylesTab() {
  const say = useText()
  const selected = useRequest('style_selections').style_selections
  const edit = useDraft((state) => state.edit)
  const order = usePreferences((state) => state.styleOrder)
  const look = usePreferences((state) => state.styleLook)
  const prefer = usePreferences((state) => state.prefer)
  const [choice, setChoice] = useState<Omit<StyleChoice, 'order'>>({
    query: '',
    filter: 'all',
    source: 'all',
  })
  const { filter } = choice
  const habits = useStyleHabits(filter)
  const mine = useEnvironment((state) => state.userStyles)
  const [isMineOpen, setMineOpen] = useState(false)
  const found = useMemo(
    () => pickStyles(allEntries(mine), { ...choice, order }, habits),
    [choice, order, habits, mine],
  )
  const names = found.map(({ name }) => name)
  const change = ({ order: newOrder, ...rest }: Partial<StyleChoice>) => {
    if (newOrder) prefer({ styleOrder: newOrder })
    else setChoice({ ...choice, ...rest })
  }
  const hasAny = useHabits(
    ({ favouriteStyles, recentStyles }) =>
      (filter !== 'favourites' || favouriteStyles.length > 0) &&
      (filter !== 'recent' || recentStyles.length > 0),
  )
  const { limit, end } = useGrowingList(JSON.stringify({ ...choice, order }))
  const isList = look === 'list'
  return (
    <div className={cx(options.tab, styles.tab)}>
      <SelectedStyles />
      <div className={cx(styles.search)}>
        <SearchBox
          label={say('styles.search')}
          value={choice.query}
          onChange={(query) => change({ query })}
        />
        <StyleFilters
          choice={{ ...choice, order }}
          onChange={change}
          found={
            hasAny
              ? say('styles.count', { count: found.length })
              : say(filter === 'favourites' ? 'styles.noFavourites' : 'styles.noRecent')
          }
        >
          <IconButton label={say('styles.mine')} onPress={() => setMineOpen(true)}>
            <UserRound size={16} aria-hidden="true" />
          </IconButton>
          <IconButton
            label={say(isList ? 'styles.asTiles' : 'styles.asList')}
            onPress={() => prefer({ styleLook: isList ? 'tiles' : 'list' })}
          >
            {isList ? <LayoutGrid size={16} aria-hidden="true" /> : <List size={16} aria-hidden="true" />}
          </IconButton>
        </StyleFilters>
      </div>
      {found.length > 0 && (
        <Grid
          label={say('styles.grid')}
          items={found.slice(0, limit)}
          idOf={({ name }) => name}
          nameOf={({ name }) => name}
          render={(style) => <StyleRow style={style} />}
          layout={isList ? 'stack' : 'grid'}
          className={isList ? row.list : row.tiles}
          itemClassName={row.row}
          selected={selected.filter((name) => names.includes(name))}
          onSelect={(chosen) => edit({ style_selections: [...selectStyles(selected, names, chosen)] })}
        />
      )}
      {found.length > limit && <div ref={end} aria-hidden="true" />}
      {isMineOpen && (
        <Part>
          <MyStyles onClose={() => setMineOpen(false)} />
        </Part>
      )}
    </div>
  )
}
