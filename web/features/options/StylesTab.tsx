import { Check } from 'lucide-react'
import { useMemo, useState } from 'react'
import { STYLES } from '../../../contract/catalog/styles.ts'
import { useDraft } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { Grid } from '../../ui/Grid.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import options from './Options.module.css'
import { SelectedStyles } from './SelectedStyles.tsx'
import { searchStyles } from './style-search.ts'
import styles from './StylesTab.module.css'

/** All styles: search, choose several, and see in which order they act. The list itself never moves. */
export function StylesTab() {
  const say = useText()
  const selected = useRequest().style_selections
  const edit = useDraft((state) => state.edit)
  const [query, setQuery] = useState('')
  const found = useMemo(() => searchStyles(STYLES, query), [query])
  const foundNames = found.map(({ name }) => name)
  const select = (chosen: readonly string[]) => {
    // What the search hides stays as it is; newly chosen ones go to the end, as their order counts.
    const kept = selected.filter((name) => !foundNames.includes(name) || chosen.includes(name))
    edit({ style_selections: [...kept, ...chosen.filter((name) => !kept.includes(name))] })
  }
  return (
    <div className={cx(options.tab, styles.tab)}>
      <SelectedStyles />
      <div className={cx(styles.search)}>
        <SearchBox label={say('styles.search')} value={query} onChange={setQuery} />
        <p className={cx(styles.count)}>{say('styles.count', { count: found.length })}</p>
      </div>
      <Grid
        label={say('styles.grid')}
        items={found}
        idOf={({ name }) => name}
        nameOf={({ name }) => name}
        render={({ name }) => (
          <>
            <span className={cx(styles.box)} aria-hidden="true">
              <Check size={14} strokeWidth={3} className={cx(styles.check)} />
            </span>
            <bdi>{name}</bdi>
          </>
        )}
        className={styles.grid}
        itemClassName={styles.row}
        selected={selected.filter((name) => foundNames.includes(name))}
        onSelect={select}
      />
    </div>
  )
}
