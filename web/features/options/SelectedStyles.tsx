import { ArrowUp, X } from 'lucide-react'
import { useDraft, usePage } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './StylesTab.module.css'

/** The chosen styles in the order in which they act. */
export function SelectedStyles() {
  const say = useText()
  const { toast } = usePage()
  const selected = useRequest().style_selections
  const edit = useDraft((state) => state.edit)
  const set = (names: readonly string[]) => edit({ style_selections: [...names] })
  const clear = () => {
    set([])
    toast({ kind: 'styles_cleared', undo: () => set(selected) })
  }
  const moveEarlier = (at: number) =>
    set(selected.map((name, i) => (i === at - 1 ? selected[at]! : i === at ? selected[at - 1]! : name)))
  return (
    <div className={cx(styles.selected)}>
      <div className={cx(styles.head)}>
        <h2 className={cx(styles.title)}>{say('styles.selected')}</h2>
        {selected.length > 0 && (
          <Button look="link" onPress={clear}>
            {say('styles.clear')}
          </Button>
        )}
      </div>
      {selected.length === 0 && <p className={cx(styles.count)}>{say('styles.none')}</p>}
      <ul role="list" aria-label={say('styles.selected')} className={cx(styles.list)}>
        {selected.map((name, at) => (
          <li
            key={name}
            className={cx(styles.chip)}
            onKeyDown={(event) => event.altKey && event.key === 'ArrowUp' && at > 0 && moveEarlier(at)}
          >
            <bdi className={cx(styles.name)}>{name}</bdi>
            {at > 0 && (
              <IconButton label={say('styles.earlier', { name })} onPress={() => moveEarlier(at)}>
                <ArrowUp size={16} aria-hidden="true" />
              </IconButton>
            )}
            <IconButton
              label={say('styles.remove', { name })}
              onPress={() => set(selected.filter((one) => one !== name))}
            >
              <X size={16} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </div>
  )
}
