import type { GenerationRequest } from '../../../contract/request.ts'
import { useDraft, usePresets } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './Advanced.module.css'
import { useChanged } from './use-changed.ts'

/** Puts the settings of a group back to where the preset has them, and the others to what the model wants. */
export function ResetGroup(props: {
  readonly group: string
  readonly fields: readonly (keyof GenerationRequest)[]
}) {
  const { group, fields } = props
  const say = useText()
  const draft = useDraft((state) => state.draft)
  const replace = useDraft((state) => state.replace)
  const preset = usePresets(({ chosen }) => chosen)
  const isChanged = useChanged(fields).length > 0
  const reset = () => {
    const isOfGroup = ([name]: [string, unknown]) => fields.some((field) => field === name)
    const kept = Object.entries(draft.request).filter((entry) => !isOfGroup(entry))
    const usual = Object.entries(preset?.applied ?? {}).filter(isOfGroup)
    replace({ ...draft, request: Object.fromEntries([...kept, ...usual]) })
  }
  return (
    <Button look="link" className={styles.reset} isIdle={!isChanged} onPress={reset}>
      {say('advanced.resetGroup', { group })}
    </Button>
  )
}
