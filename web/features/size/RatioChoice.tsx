import { lazy } from 'react'
import { ratioLabel, toAspectRatioText } from '../../../contract/catalog/aspect-ratios.ts'
import type { PixelSize } from '../../../contract/image.ts'
import { SIZE_FIELDS, sizeOf, trainedSizes } from '../../state/effective-request.ts'
import { useDraft } from '../../state/page-context.tsx'
import { useDraftModel, useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx'
import { Part } from '../frame/Part.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import { byShape } from './custom-size.ts'
import { Outline } from './Outline.tsx'

const CustomSize = lazy(() => import('./CustomSize.tsx').then((module) => ({ default: module.CustomSize })))

const CUSTOM = 'custom'
const NO_OVERWRITE = { overwrite_width: -1, overwrite_height: -1 }

/** The sizes the model draws well, drawn as outlines, and any other one. */
export function RatioChoice() {
  const say = useText()
  const model = useDraftModel()
  const edit = useDraft((state) => state.edit)
  const request = useRequest(...SIZE_FIELDS)
  if (!model) return null
  const isCustom = request.overwrite_width > 0 || request.overwrite_height > 0
  const size = sizeOf(request)
  const pixels = ({ width, height }: PixelSize) => say('plan.size', { width, height })
  const groups = byShape(trainedSizes(model))
  const choose = (value: string) =>
    edit(
      value === CUSTOM
        ? { overwrite_width: size.width, overwrite_height: size.height }
        : { aspect_ratios_selection: value, ...NO_OVERWRITE },
    )
  return (
    <>
      <ChoiceGroup
        label={say('settings.ratios')}
        help={<HelpButton topic="aspect_ratios_selection" name={say('settings.ratios')} />}
        look="tiles"
        value={isCustom ? CUSTOM : request.aspect_ratios_selection}
        onChange={choose}
        groups={(['tall', 'square', 'wide'] as const).map((shape) => ({
          label: say(`settings.${shape}`),
          choices: groups[shape].map((one) => ({
            value: toAspectRatioText(one),
            label: ratioLabel(one),
            note: pixels(one),
            picture: <Outline size={one} />,
          })),
        }))}
        choices={[
          {
            value: CUSTOM,
            label: say('size.custom'),
            ...(isCustom && { note: pixels(size) }),
            picture: <Outline size={isCustom ? size : null} />,
          },
        ]}
      />
      {isCustom && (
        <Part>
          <CustomSize model={model} />
        </Part>
      )}
    </>
  )
}
