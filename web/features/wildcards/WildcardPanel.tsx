import { Trash2 } from 'lucide-react'
import { wildcardName } from '../../../contract/catalog/wildcard-name.ts'
import { useActions, useEnvironment } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { FileButton } from '../../ui/FileButton.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import styles from './WildcardPanel.module.css'

/** The user's own word lists, by the placeholders that draw from them. */
export function WildcardPanel() {
  const say = useText()
  const { addWildcards, removeWildcard } = useActions()
  const userFiles = useEnvironment((state) => state.userFiles)
  const lists = userFiles.filter(({ kind }) => kind === 'wildcard')
  return (
    <section className={cx(styles.panel)} aria-label={say('wildcards.title')}>
      <div className={cx(styles.head)}>
        <h2 className={cx(styles.title)}>{say('wildcards.title')}</h2>
        <HelpButton topic="wildcards" name={say('wildcards.title')} />
      </div>
      <p className={cx(styles.hint)}>{say('wildcards.hint')}</p>
      {lists.length > 0 && (
        <ul role="list" className={cx(styles.list)}>
          {lists.map(({ name }) => (
            <li key={name} className={cx(styles.row)}>
              <bdi className={cx(styles.name)}>{`__${wildcardName(name)}__`}</bdi>
              <IconButton
                label={say('wildcards.remove', { name: wildcardName(name) })}
                onPress={() => void removeWildcard(name)}
              >
                <Trash2 size={16} aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <div>
        <FileButton accept=".txt,text/plain" onFile={(file) => void addWildcards([file])}>
          {say('wildcards.add')}
        </FileButton>
      </div>
    </section>
  )
}
