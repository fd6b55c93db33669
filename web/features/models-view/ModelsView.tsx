import { useEnvironment } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { StorageMeter } from '../storage/StorageMeter.tsx'
import { ModelCard } from './ModelCard.tsx'
import { MyFiles } from './MyFiles.tsx'
import styles from './ModelsView.module.css'

/** Every model this page knows and every file a person added: what it is, where it is, and what can be done with it. */
export function ModelsView() {
  const say = useText()
  const models = useEnvironment((state) => state.models)
  const storage = useEnvironment((state) => state.storage)
  const isOnline = useEnvironment((state) => state.isOnline)
  return (
    <section className={cx(styles.view)} aria-label={say('app.models')} data-region="models" tabIndex={-1}>
      <div className={cx(styles.page)}>
        <header className={cx(styles.head)}>
          <h2 className={cx(styles.title)}>{say('app.models')}</h2>
          {storage && <StorageMeter storage={storage} />}
        </header>
        {!isOnline && <p className={cx(styles.offline)}>{say('library.offline')}</p>}
        <div className={cx(styles.cards)}>
          {models.map((status) => (
            <ModelCard key={status.model.id} status={status} />
          ))}
        </div>
        <MyFiles />
      </div>
    </section>
  )
}
