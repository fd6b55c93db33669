import { Repeat } from 'lucide-react'
import { lazy } from 'react'
import { useActions, useTasks } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Part } from '../frame/Part.tsx'
import styles from './RunButtons.module.css'
import type { Generate } from './use-generate.ts'
import { useStop } from './use-stop.ts'

const MoreWays = lazy(() => import('./MoreWays.tsx').then((module) => ({ default: module.MoreWays })))

/** Generate, Skip and Stop. All three are always there; what cannot act is disabled. */
export function RunButtons(props: { readonly generate: Generate; readonly describedBy: string }) {
  const { generate, describedBy } = props
  const say = useText()
  const { skip, endRepeat } = useActions()
  const { canSkip, canStop, isForced, stop } = useStop()
  const isHeld = useTasks(({ heldPress }) => heldPress !== null)
  const isRepeating = useTasks(({ repeated }) => repeated !== null)
  return (
    <div className={cx(styles.run)}>
      <div className={cx(styles.generate)}>
        <Button
          look="primary"
          size="large"
          onPress={generate.run}
          aria-describedby={describedBy}
          keyShortcuts="Control+Enter Meta+Enter"
          className={styles.main}
        >
          {say(isHeld ? 'engine.starting' : 'prompt.generate')}
        </Button>
        <Part fallback={<span className={cx(styles.space)} />}>
          <MoreWays generate={generate} className={styles.more} />
        </Part>
      </div>
      <Button onPress={skip} isDisabled={!canSkip} keyShortcuts="Control+Shift+. Meta+Shift+.">
        {say('prompt.skip')}
      </Button>
      <Button onPress={stop} isDisabled={!canStop} keyShortcuts="Control+. Meta+.">
        {say(isForced ? 'prompt.forceStop' : 'prompt.stop')}
      </Button>
      {isRepeating && (
        <Button look="quiet" onPress={endRepeat} className={styles.repeat}>
          <Repeat size={16} aria-hidden="true" />
          {say('more.endRepeat')}
        </Button>
      )}
    </div>
  )
}
