import { Suspense, type ReactNode } from 'react'
import { useEnvironment } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { CodeBoundary } from '../../ui/CodeBoundary.tsx'
import { cx } from '../../ui/cx.ts'
import styles from './Part.module.css'

/** A part of the page whose code is fetched when it is wanted. */
export interface PartProps {
  readonly children: ReactNode
  /** Stands in its place until the code is there. */
  readonly fallback?: ReactNode
}

/**
 * Shows a part once its code is there. Where the code could not be fetched, after an update on the server or before the
 * offline copy is there, a sentence stands in its place and the rest of the page goes on.
 */
export function Part({ children, fallback = null }: PartProps) {
  return (
    <CodeBoundary failed={<FailedPart />}>
      <Suspense fallback={fallback}>{children}</Suspense>
    </CodeBoundary>
  )
}

function FailedPart() {
  const say = useText()
  const isOnline = useEnvironment(({ isOnline }) => isOnline)
  return (
    <div className={cx(styles.failed)} role="alert">
      {say(isOnline ? 'part.failed' : 'part.failedOffline')}
      {/* Without a network nothing might come back. */}
      {isOnline && <Button onPress={() => location.reload()}>{say('notices.reload')}</Button>}
    </div>
  )
}
