import { ArrowUp, X } from 'lucide-react'
import { useDraft, usePage } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { DragHandle } from '../../ui/DragHandle.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Reorder } from '../../ui/Reorder.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import { movedTo } from '../../ui/moved-to.ts'
import styles from './Styles.module.css'

/** The chosen styles in the order in which they act. */
export function SelectedStyles() {
  const say = useText()
  const { toast, announcer } = usePage()
  const selected = useRequest('style_selections').style_selections
  const edit = useDraft((state) => state.edit)
  const set = (names: readonly string[]) => edit({ style_selections: [...names] })
  const clear = () => {
    set([])
    toast({ kind: 'styles_cleared', undo: () => set(selected) })
  }
  const move = (from: number, to: number) => {
    set(movedTo(selected, from, to))
    const words = { name: selected[from]!, place: to + 1, count: selected.length }
    announcer.getState().announce(say('styles.moved', words))
  }
  return (
    <div>
      <div className={cx(styles.head)}>
        <span className={cx(styles.titled)}>
          <h2 className={cx(styles.title)}>{say('styles.selectedCount', { count: selected.length })}</h2>
          <HelpButton topic="style_selections" name={say('options.styles')} />
        </span>
        {selected.length > 0 && (
          <Button look="link" onPress={clear}>
            {say('styles.clear')}
          </Button>
        )}
      </div>
      {selected.length === 0 && <p className={cx(styles.hint)}>{say('styles.none')}</p>}
      <Reorder
        label={say('styles.selected')}
        ids={selected}
        onMove={move}
        className={styles.chips}
        itemClassName={styles.chip}
        render={(name, at) => (
          <>
            <DragHandle />
            <bdi className={cx(styles.name)}>{name}</bdi>
            {at > 0 && (
              <IconButton label={say('styles.earlier', { name })} onPress={() => move(at, at - 1)}>
                <ArrowUp size={16} aria-hidden="true" />
              </IconButton>
            )}
            <IconButton
              label={say('styles.remove', { name })}
              onPress={() => set(selected.filter((one) => one !== name))}
            >
              <X size={16} aria-hidden="true" />
            </IconButton>
          </>
        )}
      />
      {selected.length > 1 && <p className={cx(styles.hint)}>{say('styles.orderHint')}</p>}
    </div>
  )
}
