import { SAMPLER_NAMES, SCHEDULER_NAMES, type SchedulerName } from '../../../contract/catalog/samplers.ts'
import type { ModelEntry } from '../../../contract/manifest.ts'
import { useDraft } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { Select } from '../../ui/Select.tsx'
import { SettingMarks } from './SettingMarks.tsx'
import { useIsShown } from './use-changed.ts'
import { useForced } from './use-forced.ts'

/** The one schedule of models that were trained by EDM, and of no others. */
const EDM: SchedulerName = 'edm_playground_v2.5'

/** Sampler and scheduler, by the names that people know from Fooocus. */
export function SamplingChoice({ model }: { readonly model: ModelEntry }) {
  const say = useText()
  const request = useRequest('sampler_name', 'scheduler_name', 'performance_selection')
  const edit = useDraft((state) => state.edit)
  const forced = useForced()
  const isSamplerShown = useIsShown('sampler_name')
  const isSchedulerShown = useIsShown('scheduler_name')
  const isEdm = model.spec.predictionType === 'edm'
  const schedulers = SCHEDULER_NAMES.filter((name) => (name === EDM) === isEdm)
  const asked = forced?.scheduler ?? request.scheduler_name
  const hint =
    forced && say('advanced.forced', { mode: say(`settings.mode.${request.performance_selection}`) })
  const common = { hint: hint ?? undefined, isDisabled: forced !== null }
  return (
    <>
      {isSamplerShown && (
        <Select
          label={say('field.sampler_name')}
          help={<SettingMarks name="sampler_name" label={say('field.sampler_name')} />}
          value={forced?.sampler ?? request.sampler_name}
          onChange={(sampler_name) => edit({ sampler_name })}
          choices={SAMPLER_NAMES.map((value) => ({ value, label: value }))}
          {...common}
        />
      )}
      {isSchedulerShown && (
        <Select
          label={say('field.scheduler_name')}
          help={<SettingMarks name="scheduler_name" label={say('field.scheduler_name')} />}
          value={schedulers.includes(asked) ? asked : isEdm ? EDM : 'karras'}
          onChange={(scheduler_name) => edit({ scheduler_name })}
          choices={schedulers.map((value) => ({ value, label: value }))}
          {...common}
        />
      )}
    </>
  )
}
