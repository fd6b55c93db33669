import { useEffect, useState } from 'react'
import { useEnvironment } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import styles from './Stage.module.css'

const PATIENCE_MS = 3000

/** What the stage says before there is any picture. */
export function StageEmpty() {
  const say = useText()
  const isStarting = useEnvironment(({ connection }) => connection === 'starting')
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  if (isStarting && isLate) return <p className={cx(styles.empty)}>{say('stage.gettingReady')}</p>
  return (
    <div className={cx(styles.empty)}>
      <p className={cx(styles.emptyTitle)}>{say('stage.empty')}</p>
      <p>{say('stage.emptyHint')}</p>
    </div>
  )
}
