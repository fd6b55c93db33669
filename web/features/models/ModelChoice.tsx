import { modelsHere } from '../../state/environment.ts'
import { useDraft, useEnvironment } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { Select } from '../../ui/Select.tsx'
import { Slider } from '../../ui/Slider.tsx'
import { HelpButton } from '../help/HelpButton.tsx'

/** What Fooocus calls no refiner. */
const NO_REFINER = 'None'

/** Base model and refiner, where there is more than one model to choose from. */
export function ModelChoice() {
  const say = useText()
  const request = useRequest('base_model_name', 'refiner_model_name', 'refiner_switch')
  const edit = useDraft((state) => state.edit)
  const models = useEnvironment((state) => state.models)
  if (models.length < 2) return null
  const here = modelsHere(models)
  const isHere = (id: string) => here.some((model) => model.id === id)
  const choices = here.map(({ id, name }) => ({ value: id, label: name }))
  const others = models
    .filter(({ model }) => !isHere(model.id))
    .map(({ model }) => ({ value: model.id, label: model.name }))
  const groups = [{ label: say('models.elsewhere'), choices: others }]
  return (
    <>
      <Select
        label={say('models.base')}
        help={<HelpButton topic="base_model_name" name={say('models.base')} />}
        value={request.base_model_name}
        onChange={(id) => edit({ base_model_name: id })}
        choices={choices}
        groups={groups}
      />
      <Select
        label={say('models.refiner')}
        help={<HelpButton topic="refiner_model_name" name={say('models.refiner')} />}
        value={request.refiner_model_name}
        onChange={(id) => edit({ refiner_model_name: id })}
        choices={[{ value: NO_REFINER, label: say('models.noRefiner') }, ...choices]}
        groups={groups}
      />
      {request.refiner_model_name !== NO_REFINER && (
        <Slider
          label={say('models.refinerSwitch')}
          help={<HelpButton topic="refiner_switch" name={say('models.refinerSwitch')} />}
          exactLabel={say('settings.exact', { name: say('models.refinerSwitch') })}
          value={request.refiner_switch}
          onChange={(share) => edit({ refiner_switch: share })}
          min={0.1}
          max={1}
          step={0.0001}
        />
      )}
    </>
  )
}
