import { History } from 'lucide-react'
import { useState, type RefObject } from 'react'
import { useActions, useHabits } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Grid } from '../../ui/Grid.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import styles from './PromptTools.module.css'

/** The latest prompts; choosing one puts it into the box, and can be undone. */
export function RecentPrompts({ box }: { readonly box: RefObject<HTMLTextAreaElement | null> }) {
  const say = useText()
  const { takePrompt } = useActions()
  const take = (prompt: string, close: () => void) => {
    takePrompt(prompt)
    close()
    // After the popover has given the focus back to its button.
    setTimeout(() => box.current?.focus())
  }
  return (
    <Popover
      label={say('prompt.recent')}
      trigger={
        <IconButton label={say('prompt.recent')}>
          <History size={16} aria-hidden="true" />
        </IconButton>
      }
    >
      {(close) => <PromptList onTake={(prompt) => take(prompt, close)} />}
    </Popover>
  )
}

function PromptList({ onTake }: { readonly onTake: (prompt: string) => void }) {
  const say = useText()
  const { forgetPrompts } = useActions()
  const all = useHabits(({ recentPrompts }) => recentPrompts)
  const [query, setQuery] = useState('')
  const found = all.filter((prompt) => prompt.toLowerCase().includes(query.trim().toLowerCase()))
  if (all.length === 0) return <p className={cx(styles.nothing)}>{say('prompt.noRecent')}</p>
  return (
    <div className={cx(styles.recent)}>
      <SearchBox label={say('prompt.searchRecent')} value={query} onChange={setQuery} />
      {found.length === 0 ? (
        <p className={cx(styles.nothing)}>{say('prompt.noneFound')}</p>
      ) : (
        <Grid
          label={say('prompt.recent')}
          items={found.map((prompt) => ({ prompt }))}
          idOf={({ prompt }) => prompt}
          nameOf={({ prompt }) => prompt}
          render={({ prompt }) => (
            <bdi className={cx(styles.line)} dir="auto">
              {prompt}
            </bdi>
          )}
          className={styles.prompts}
          itemClassName={styles.item}
          onAction={onTake}
        />
      )}
      <Button look="link" onPress={forgetPrompts}>
        {say('prompt.forgetRecent')}
      </Button>
    </div>
  )
}
