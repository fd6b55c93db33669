import { useDraftModel } from '../../state/use-request.ts'
import { cx } from '../../ui/cx.ts'
import options from '../options/Options.module.css'
import { LoraFiles } from './LoraFiles.tsx'
import { LoraRows } from './LoraRows.tsx'
import { ModelChoice } from './ModelChoice.tsx'

/** What draws the picture: models, and LoRAs that change them. */
export function ModelsTab() {
  const model = useDraftModel()
  if (!model) return null
  return (
    <div className={cx(options.tab)}>
      <ModelChoice />
      <LoraRows model={model} />
      <LoraFiles model={model} />
    </div>
  )
}
