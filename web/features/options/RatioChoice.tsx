import { ratioLabel, toAspectRatioText } from '../../../contract/catalog/aspect-ratios.ts'
import type { PixelSize } from '../../../contract/image.ts'
import { trainedSizes } from '../../state/effective-request.ts'
import { useDraft } from '../../state/page-context.tsx'
import { useDraftModel, useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx'
import { cx } from '../../ui/cx.ts'
import styles from './RatioChoice.module.css'

const OUTLINE_PX = 28

/** The sizes the model draws well, from tall to wide, each with its outline. */
export function RatioChoice() {
  const say = useText()
  const model = useDraftModel()
  const edit = useDraft((state) => state.edit)
  const value = useRequest().aspect_ratios_selection
  const sizes = model ? [...trainedSizes(model)].sort(byShape) : []
  return (
    <ChoiceGroup
      label={say('settings.ratios')}
      look="tiles"
      value={value}
      onChange={(text) => edit({ aspect_ratios_selection: text })}
      choices={sizes.map((size) => ({
        value: toAspectRatioText(size),
        label: ratioLabel(size),
        note: say('plan.size', { width: size.width, height: size.height }),
        picture: <Outline size={size} />,
      }))}
    />
  )
}

function Outline({ size: { width, height } }: { readonly size: PixelSize }) {
  const scale = OUTLINE_PX / Math.max(width, height)
  const box = { inlineSize: width * scale, blockSize: height * scale }
  return (
    <span className={cx(styles.place)} aria-hidden="true">
      <span className={cx(styles.outline)} style={box} />
    </span>
  )
}

const byShape = (a: PixelSize, b: PixelSize) => a.width / a.height - b.width / b.height
