import { cloneElement, lazy, Suspense, useRef, useState, type ReactElement } from 'react'
import type { ButtonProps } from './Button.tsx'
import { CodeBoundary } from './CodeBoundary.tsx'
import type { PopoverBodyProps } from './PopoverBody.tsx'

const PopoverBody = lazy(() =>
  import('./PopoverBody.tsx').then((module) => ({ default: module.PopoverBody })),
)

/** Something small that opens beside its button. */
export interface PopoverProps extends PopoverBodyProps {
  /** The button, as of Button or IconButton; it is told when it is pressed and whether it is expanded. */
  readonly trigger: ReactElement<Pick<ButtonProps, 'ref' | 'onPress' | 'aria-expanded'>>
}

/**
 * A button with what it opens; Escape and a press elsewhere close it. What places and frames the opened part is loaded with
 * the first press: the page starts without it.
 */
export function Popover({ trigger, ...body }: PopoverProps) {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      {cloneElement(trigger, { ref: button, onPress: () => setOpen(!isOpen), 'aria-expanded': isOpen })}
      {isOpen && (
        <CodeBoundary failed={null}>
          <Suspense fallback={null}>
            <PopoverBody {...body} button={button} onClose={() => setOpen(false)} />
          </Suspense>
        </CodeBoundary>
      )}
    </>
  )
}
