import { Component, Suspense, type ReactNode } from 'react'
import { useEnvironment } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import styles from './Part.module.css'

/** A part of the page whose code is fetched when it is wanted. */
export interface PartProps {
  readonly children: ReactNode
  /** Stands in its place until the code is there. */
  readonly fallback?: ReactNode
}

/**
 * Keeps the trouble of one part to itself: code that could not be fetched, after an update on the server or before the
 * offline copy is there, leaves a sentence in its place and the rest of the page as it was.
 */
export class Part extends Component<PartProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    const { children, fallback = null } = this.props
    if (this.state.hasFailed) return <FailedPart />
    return <Suspense fallback={fallback}>{children}</Suspense>
  }
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
