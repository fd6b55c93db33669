import { useMemo } from 'react'
import type { ModelEntry } from '../../../contract/manifest.ts'
import { usePreferences } from '../../state/page-context.tsx'
import { useDraftModel } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { Switch } from '../../ui/Switch.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import options from '../options/Options.module.css'
import styles from './Advanced.module.css'
import { advancedFields, hasFreeu, PICTURE_FIELDS } from './advanced-fields.ts'
import { DebugTools } from './DebugTools.tsx'
import { FreeuTools } from './FreeuTools.tsx'
import { ResetGroup } from './ResetGroup.tsx'
import { SettingSlider } from './SettingSlider.tsx'
import { ShownFields } from './use-changed.ts'
import { useChangedFilter } from './use-changed-filter.ts'
import { useForced } from './use-forced.ts'

/** Guidance and sharpness, and behind a switch what only few people ever move. */
export function AdvancedTab() {
  const model = useDraftModel()
  return model && <Advanced model={model} />
}

function Advanced({ model }: { readonly model: ModelEntry }) {
  const say = useText()
  const forced = useForced()
  const isDeveloper = usePreferences((state) => state.isDeveloper)
  const prefer = usePreferences((state) => state.prefer)
  const filter = useChangedFilter(useMemo(() => advancedFields(model, true), [model]))
  return (
    <div className={cx(options.tab)}>
      <Switch label={say('advanced.changedOnly')} isOn={filter.isOn} onChange={filter.set} />
      {filter.shown?.length === 0 && <p className={cx(options.note)}>{say('advanced.noneChanged')}</p>}
      <ShownFields value={filter.shown}>
        <div className={cx(styles.tools)}>
          <SettingSlider name="guidance_scale" min={1} max={30} step={0.01} forced={forced?.guidanceScale} />
          <SettingSlider name="sharpness" min={0} max={30} step={0.001} forced={forced?.sharpness} />
          <ResetGroup group={say('advanced.picture')} fields={PICTURE_FIELDS} />
        </div>
        {filter.isOn ? (
          <>
            <DebugTools model={model} />
            {hasFreeu(model) && <FreeuTools />}
          </>
        ) : (
          <>
            <Switch
              label={say('advanced.developer')}
              help={<HelpButton topic="developer" name={say('advanced.developer')} />}
              isOn={isDeveloper}
              onChange={(on) => prefer({ isDeveloper: on })}
            />
            {isDeveloper && <Developer model={model} />}
          </>
        )}
      </ShownFields>
    </div>
  )
}

function Developer({ model }: { readonly model: ModelEntry }) {
  const say = useText()
  const tab = usePreferences((state) => state.developerTab)
  const prefer = usePreferences((state) => state.prefer)
  return (
    <div className={cx(styles.developer)}>
      <Tabs
        label={say('advanced.developerTabs')}
        chosen={hasFreeu(model) ? tab : 'debug'}
        onChoose={(developerTab) => prefer({ developerTab })}
        tabs={[
          { id: 'debug', label: say('advanced.debug'), content: <DebugTools model={model} /> },
          ...(hasFreeu(model)
            ? [{ id: 'freeu', label: say('advanced.freeu'), content: <FreeuTools /> } as const]
            : []),
        ]}
      />
    </div>
  )
}
