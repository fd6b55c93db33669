import { Plus } from 'lucide-react'
import { LORA_SLOTS, NO_LORA, performanceLora, takesLoras } from '../../../contract/lora.ts'
import type { ModelEntry } from '../../../contract/manifest.ts'
import { changedRow, hasRoom, withLora, withoutRow, type LoraRows as Rows } from '../../state/lora-rows.ts'
import { useDraft } from '../../state/page-context.tsx'
import { useRequest } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { HelpButton } from '../help/HelpButton.tsx'
import { noticeText } from '../plan/notice-text.ts'
import { usePlanView } from '../plan/use-plan-view.ts'
import { AddLoraFile } from './AddLoraFile.tsx'
import { LoraRow } from './LoraRow.tsx'
import styles from './Loras.module.css'

/** The LoRAs of the draft: rows to choose in, then what the prompt and the performance mode add. */
export function LoraRows({ model }: { readonly model: ModelEntry }) {
  const say = useText()
  const { loras: rows } = useRequest('loras')
  const edit = useDraft((state) => state.edit)
  if (!takesLoras(model)) {
    return <p className={cx(styles.note)}>{say('loras.notTaken', { model: model.name })}</p>
  }
  const put = (next: Rows) => edit({ loras: [...next] })
  return (
    <section className={cx(styles.rows)} aria-label={say('loras.title')}>
      <div className={cx(styles.titleRow)}>
        <h2 className={cx(styles.title)}>{say('loras.title')}</h2>
        <HelpButton topic="loras" name={say('loras.title')} />
      </div>
      <p className={cx(styles.note)}>{say('loras.hint')}</p>
      {rows.map((row, at) => (
        <LoraRow
          // A row has no name of its own: two may choose the same file.
          key={at}
          number={at + 1}
          row={row}
          model={model}
          onChange={(change) => put(changedRow(rows, at, change))}
          onRemove={() => put(withoutRow(rows, at))}
        />
      ))}
      <AddedLoras model={model} />
      <div className={cx(styles.buttons)}>
        <Button onPress={() => put(withLora(rows))} isDisabled={!hasRoom(rows)}>
          <Plus size={16} aria-hidden="true" />
          {say('loras.add')}
        </Button>
        <AddLoraFile />
      </div>
      {!hasRoom(rows) && <p className={cx(styles.note)}>{say('loras.full', { count: LORA_SLOTS })}</p>}
    </section>
  )
}

/** What nobody chose in a row: the tags of the prompt and the file of the performance mode. They cannot be changed here. */
function AddedLoras({ model }: { readonly model: ModelEntry }) {
  const say = useText()
  const request = useRequest('performance_selection', 'loras')
  const view = usePlanView()
  const own = performanceLora(model, request.performance_selection)
  const mode = say(`settings.mode.${request.performance_selection}`)
  const planned = view?.kind === 'planned' ? view : null
  const slots = request.loras.filter((row) => row.enabled && row.model_name !== NO_LORA).length
  const tags = planned?.loras.slice(slots, own ? -1 : undefined) ?? []
  const notices = planned?.notices.filter(({ code }) => code.startsWith('lora')) ?? []
  return (
    <>
      {tags.map(({ name, weight }, at) => (
        <Locked key={at} name={name} weight={weight} why={say('loras.fromPrompt')} />
      ))}
      {own && (
        <div role="group" aria-label={say('loras.modeRow', { mode })}>
          <Locked name={own.name} weight={own.weight} why={say('loras.addedByMode', { mode })} />
        </div>
      )}
      {notices.map((notice) => (
        <p key={notice.detail['loras']} className={cx(styles.misfit)}>
          {noticeText(notice, say)}
        </p>
      ))}
    </>
  )
}

interface LockedProps {
  readonly name: string
  readonly weight: number
  readonly why: string
}

function Locked({ name, weight, why }: LockedProps) {
  return (
    <p className={cx(styles.locked)}>
      <bdi className={cx(styles.name)}>{name}</bdi>
      <span>{weight}</span>
      <span className={cx(styles.why)}>{why}</span>
    </p>
  )
}
