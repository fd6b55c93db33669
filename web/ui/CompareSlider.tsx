import type { ReactNode } from 'react'
import { Handle, HandleRoot, Item, Provider, Root } from 'react-compare-slider/components'
import { useReactCompareSlider } from 'react-compare-slider/hooks'
import { cx } from './cx.ts'
import styles from './CompareSlider.module.css'
import { dividerAt } from './divider.ts'

/** Two pictures with a divider between them. */
export interface CompareSliderProps {
  /** Name of the divider. */
  readonly label: string
  /** Shown on the left, whatever the reading direction: pictures are not mirrored. */
  readonly before: ReactNode
  readonly after: ReactNode
}

/** Two pictures over each other; the divider is dragged, moved with keys, and put in the middle by a double click. */
export function CompareSlider({ label, before, after }: CompareSliderProps) {
  const slider = useReactCompareSlider({ keyboardIncrement: '1%', transition: 'none' })
  const onKeyDown = (event: React.KeyboardEvent) => {
    // The library has moved by 1 % already when an arrow key comes here.
    const to = dividerAt(event.key, event.shiftKey, slider.position.current)
    if (to === null) return
    event.preventDefault()
    slider.setPosition(to)
  }
  return (
    <Provider {...slider}>
      <Root className={cx(styles.root)} dir="ltr" onDoubleClick={() => slider.setPosition(50)}>
        <Item item="itemOne" className={cx(styles.item)}>
          {before}
        </Item>
        <Item item="itemTwo" className={cx(styles.item)}>
          {after}
        </Item>
        <HandleRoot className={cx(styles.handle)} aria-label={label} onKeyDown={onKeyDown}>
          <Handle aria-hidden="true" />
        </HandleRoot>
      </Root>
    </Provider>
  )
}
