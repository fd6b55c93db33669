import { useEffect, useId, type RefObject } from 'react'
import { usePage } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import styles from './PromptTools.module.css'
import { useCompletion } from './use-completion.ts'

/** What can end the word that is being typed. The focus stays in the box, which points at the chosen one. */
export function CompletionList({ box }: { readonly box: RefObject<HTMLTextAreaElement | null> }) {
  const say = useText()
  const { announcer } = usePage()
  const id = useId()
  const { found, chosen, accept } = useCompletion(box)
  const count = found.length
  useEffect(() => {
    const area = box.current
    if (count === 0 || !area) return
    area.setAttribute('aria-autocomplete', 'list')
    area.setAttribute('aria-controls', id)
    area.setAttribute('aria-activedescendant', `${id}-${chosen}`)
    return () => {
      for (const name of ['aria-autocomplete', 'aria-controls', 'aria-activedescendant'])
        area.removeAttribute(name)
    }
  }, [box, count, chosen, id])
  useEffect(() => {
    if (count > 0) announcer.getState().announce(say('prompt.completionsFound', { count }))
  }, [announcer, count, say])
  if (count === 0) return null
  return (
    <ul role="listbox" id={id} aria-label={say('prompt.completions')} className={cx(styles.completions)}>
      {found.map((one, at) => (
        <li
          key={`${one.kind} ${one.name}`}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === chosen}
          className={cx(styles.completion)}
          // The box keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => accept(one)}
        >
          <bdi className={cx(styles.line)}>{one.name}</bdi>
          <span className={cx(styles.note)}>{one.note}</span>
        </li>
      ))}
    </ul>
  )
}
