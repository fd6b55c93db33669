import { useMemo, useState } from 'react'
import { useActions, useDraft } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import styles from './Drop.module.css'
import { notRestored } from './not-restored.ts'
import { settingsInText } from './settings-in-text.ts'
import { withSettings } from './settings-from-picture.ts'
import { useRestore } from './use-restore.ts'

/** Offers to apply settings that were pasted into the prompt. The text stays until somebody decides. */
export function PastedSettings({ text }: { readonly text: string }) {
  const say = useText()
  const told = useMemo(() => settingsInText(text), [text])
  const restore = useRestore()
  const draft = useDraft((state) => state.draft)
  const { applyDraft } = useActions()
  const [kept, setKept] = useState('')
  if (told === null || kept === text) return null
  const settings = restore(told, '')
  const refused = notRestored(settings, say)
  const use = () => {
    const { prompt: _, ...request } = draft.request
    applyDraft(withSettings({ ...draft, request }, settings))
  }
  return (
    <div role="status" className={cx(styles.pasted)}>
      <p>{say('drop.pasted')}</p>
      <Button onPress={use}>{say('drop.apply')}</Button>
      <Button look="quiet" onPress={() => setKept(text)}>
        {say('drop.keepText')}
      </Button>
      {refused !== '' && <p className={cx(styles.refused)}>{say('drop.notRestored', { list: refused })}</p>}
    </div>
  )
}
