import type { GenerationRequest } from '../../../contract/request.ts'
import { useDraft } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './Advanced.module.css'

/** Puts the settings of a group back to what the model wants; absent while nothing in it was touched. */
export function ResetGroup({ fields }: { readonly fields: readonly (keyof GenerationRequest)[] }) {
  const say = useText()
  const isTouched = useDraft(({ draft }) => fields.some((name) => name in draft.request))
  const forget = useDraft((state) => state.forget)
  if (!isTouched) return null
  return (
    <Button look="link" className={styles.reset} onPress={() => forget(fields)}>
      {say('advanced.reset')}
    </Button>
  )
}
