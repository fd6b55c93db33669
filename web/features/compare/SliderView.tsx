import type { PictureRecord } from '../../../contract/picture.ts'
import { useText } from '../../text/use-text.ts'
import { CompareSlider } from '../../ui/CompareSlider.tsx'
import { cx } from '../../ui/cx.ts'
import { shownWidth } from '../stage/shown-size.ts'
import styles from './Compare.module.css'
import { ComparedPicture, Letter } from './ComparedPicture.tsx'
import { letterOf } from './letters.ts'

/** Two pictures over each other with a divider. */
export function SliderView({ pictures }: { readonly pictures: readonly PictureRecord[] }) {
  const say = useText()
  const [one, two] = pictures
  if (!one || !two) return null
  const [first, second] = [letterOf(0), letterOf(1)]
  const { width, height } = two
  return (
    <div className={cx(styles.sliderFrame)}>
      <div
        className={cx(styles.box)}
        style={{ '--w': width, '--h': height, '--max': shownWidth(two) * 1.5 } as React.CSSProperties}
      >
        <CompareSlider
          label={say('compare.divider')}
          before={<ComparedPicture picture={one} name={first} />}
          after={<ComparedPicture picture={two} name={second} />}
        />
        <Letter name={first} />
        <Letter name={second} isAtEnd />
      </div>
    </div>
  )
}
