import { Check } from 'lucide-react'
import { useMemo, useState } from 'react'
import { EXPANSION_STYLE } from '../../../contract/catalog/find-style.ts'
import { STYLES } from '../../../contract/catalog/styles.ts'
import { useDraft } from '../../state/page-context.tsx'
import { useDraftModel, useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { Grid } from '../../ui/Grid.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import options from './Options.module.css'
import { SelectedStyles } from './SelectedStyles.tsx'
import { searchStyles } from './style-search.ts'
import styles from './StylesTab.module.css'

/** What can be chosen: prompt expansion first, as in Fooocus, then the templates. */
const OFFERED = [{ name: EXPANSION_STYLE }, ...STYLES]

/** All styles: search, choose several, and see in which order they act. The list itself never moves. */
export function StylesTab() {
  const say = useText()
  const selected = useRequest().style_selections
  const edit = useDraft((state) => state.edit)
  const [query, setQuery] = useState('')
  const found = useMemo(() => searchStyles(OFFERED, query), [query])
  const model = useDraftModel()
  const expansion =
    model && !model.spec.expander ? say('styles.noExpander', { model: model.name }) : say('styles.expansion')
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
            <span className={cx(styles.label)}>
              <bdi>{name}</bdi>
              {name === EXPANSION_STYLE && <span className={cx(styles.count)}>{expansion}</span>}
            </span>
          </>
        )}
        dependencies={[expansion]}
        className={styles.grid}
        itemClassName={styles.row}
        selected={selected.filter((name) => foundNames.includes(name))}
        onSelect={select}
      />
    </div>
  )
}
