import { ArrowLeftRight, Link2, Link2Off } from 'lucide-react'
import { useState } from 'react'
import { nearestShape, ratioLabel, toAspectRatioText } from '../../../contract/catalog/aspect-ratios.ts'
import type { PixelSize } from '../../../contract/image.ts'
import type { ModelEntry } from '../../../contract/manifest.ts'
import { SIZE_FIELDS, sizeOf, trainedSizes } from '../../state/effective-request.ts'
import { useDraft } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { withSide } from './custom-size.ts'
import { ShapeField } from './ShapeField.tsx'
import { sideLimits } from './side-limits.ts'
import styles from './Size.module.css'

/** Width and height of one's own, together or one by one, and the way back to a size that the model knows. */
export function CustomSize({ model }: { readonly model: ModelEntry }) {
  const say = useText()
  const edit = useDraft((state) => state.edit)
  const size = sizeOf(useRequest(...SIZE_FIELDS))
  const [isShapeKept, keepShape] = useState(false)
  const limits = sideLimits(model)
  const nearest = nearestShape(size, trainedSizes(model))
  const put = ({ width, height }: PixelSize) => edit({ overwrite_width: width, overwrite_height: height })
  const Lock = isShapeKept ? Link2 : Link2Off
  const field = (side: 'width' | 'height') => (
    <NumberField
      label={say(`size.${side}`)}
      value={size[side]}
      onChange={(value) => put(withSide(size, side, value, { limits, isShapeKept }))}
      {...limits}
    />
  )
  return (
    <div role="group" aria-label={say('size.group')} className={cx(styles.custom)}>
      <div className={cx(styles.sides)}>
        {field('width')}
        <IconButton
          label={say('size.keepShape')}
          aria-pressed={isShapeKept}
          onPress={() => keepShape(!isShapeKept)}
        >
          <Lock size={18} aria-hidden="true" />
        </IconButton>
        {field('height')}
        <IconButton label={say('size.swap')} onPress={() => put({ width: size.height, height: size.width })}>
          <ArrowLeftRight size={18} aria-hidden="true" />
        </IconButton>
      </div>
      <ShapeField model={model} onSize={put} />
      <Button
        look="link"
        className={styles.nearest}
        onPress={() =>
          edit({
            aspect_ratios_selection: toAspectRatioText(nearest),
            overwrite_width: -1,
            overwrite_height: -1,
          })
        }
      >
        {say('size.nearest', { ratio: ratioLabel(nearest), width: nearest.width, height: nearest.height })}
      </Button>
    </div>
  )
}
