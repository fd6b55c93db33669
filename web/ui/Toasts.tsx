import { X } from 'lucide-react'
import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components/Toast'
import { cx } from './cx.ts'
import styles from './Toasts.module.css'

/** What one toast says and offers. */
export interface ToastText {
  readonly title: string
  readonly action: { readonly label: string; readonly run: () => void } | null
}

/** Toasts waiting to be shown, one at a time. */
export type ToastLine<Content> = ToastQueue<Content>

/** Makes an empty line of toasts. */
export function createToastLine<Content>(): ToastLine<Content> {
  return new ToastQueue<Content>({ maxVisibleToasts: 1 })
}

/** The region that shows toasts; F6 goes there. */
export function Toasts<Content>(props: {
  readonly label: string
  readonly closeLabel: string
  readonly line: ToastLine<Content>
  readonly textOf: (content: Content) => ToastText
  /** How many more wait, in words; null for none. */
  readonly moreLabel: string | null
}) {
  const { label, closeLabel, line, textOf, moreLabel } = props
  return (
    <ToastRegion queue={line} aria-label={label} className={cx(styles.region)}>
      {({ toast }) => {
        const { title, action } = textOf(toast.content)
        return (
          <Toast toast={toast} className={cx(styles.toast)}>
            <ToastContent className={cx(styles.content)}>
              <Text slot="title">{title}</Text>
            </ToastContent>
            {moreLabel !== null && <span className={cx(styles.more)}>{moreLabel}</span>}
            {action && (
              <Button
                slot={null}
                className={cx(styles.action)}
                onPress={() => {
                  action.run()
                  line.close(toast.key)
                }}
              >
                {action.label}
              </Button>
            )}
            <Button slot="close" aria-label={closeLabel} className={cx(styles.close)}>
              <X size={16} aria-hidden="true" />
            </Button>
          </Toast>
        )
      }}
    </ToastRegion>
  )
}
