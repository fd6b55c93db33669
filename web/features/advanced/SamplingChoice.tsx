import { SAMPLER_NAMES, SCHEDULER_NAMES } from '../../../contract/catalog/samplers.ts'
import { useDraft } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { Select } from '../../ui/Select.tsx'
import { useForced } from './use-forced.ts'

/** Sampler and scheduler, by the names that people know from Fooocus. */
export function SamplingChoice() {
  const say = useText()
  const request = useRequest()
  const edit = useDraft((state) => state.edit)
  const forced = useForced()
  const hint =
    forced && say('advanced.forced', { mode: say(`settings.mode.${request.performance_selection}`) })
  const common = { hint: hint ?? undefined, isDisabled: forced !== null }
  return (
    <>
      <Select
        label={say('field.sampler_name')}
        value={forced?.sampler ?? request.sampler_name}
        onChange={(sampler_name) => edit({ sampler_name })}
        choices={SAMPLER_NAMES.map((value) => ({ value, label: value }))}
        {...common}
      />
      <Select
        label={say('field.scheduler_name')}
        value={forced?.scheduler ?? request.scheduler_name}
        onChange={(scheduler_name) => edit({ scheduler_name })}
        choices={SCHEDULER_NAMES.map((value) => ({ value, label: value }))}
        {...common}
      />
    </>
  )
}
