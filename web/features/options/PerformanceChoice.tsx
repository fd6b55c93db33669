import { PERFORMANCE_MODES, PERFORMANCES } from '../../../contract/catalog/performance.ts'
import { performancesOf } from '../../../contract/manifest.ts'
import { SIZE_FIELDS } from '../../state/effective-request.ts'
import { useDraft } from '../../state/page-context.tsx'
import { useDraftModel, useRequest } from '../../state/use-request.ts'
import { formatTime } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { ChoiceGroup } from '../../ui/ChoiceGroup.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import { useStepMs } from '../prompt/use-plan.ts'

/** How many steps a picture gets; what the model cannot do says why. */
export function PerformanceChoice() {
  const say = useText()
  const model = useDraftModel()
  const request = useRequest('performance_selection', 'base_model_name', ...SIZE_FIELDS)
  const edit = useDraft((state) => state.edit)
  const stepMs = useStepMs(request)
  return (
    <ChoiceGroup
      label={say('settings.performance')}
      help={<HelpButton topic="performance_selection" name={say('settings.performance')} />}
      value={request.performance_selection}
      onChange={(mode) => edit({ performance_selection: mode })}
      choices={PERFORMANCES.map((mode) => {
        const { steps } = PERFORMANCE_MODES[mode]
        const time = stepMs === null ? null : formatTime((steps * stepMs) / 1000, say)
        const canDo = !model || performancesOf(model.spec).includes(mode)
        return {
          value: mode,
          label: say(`settings.mode.${mode}`),
          note: time === null ? say('settings.steps', { steps }) : say('settings.stepsTime', { steps, time }),
          disabledReason: canDo ? undefined : say('settings.modeMissing', { model: model.name }),
        }
      })}
    />
  )
}
