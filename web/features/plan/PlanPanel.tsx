import { X } from 'lucide-react'
import type { PlanView } from '../../../contract/plan-view.ts'
import { useDraft } from '../../state/page-context.tsx'
import { errorSentence } from '../../text/error-sentence.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { groupImages } from './group-images.ts'
import { noticeText } from './notice-text.ts'
import styles from './PlanPanel.module.css'
import { PlannedGroup } from './PlannedGroup.tsx'
import { usePlanView } from './use-plan-view.ts'

/** What a press of Generate would run: it stays open while the draft is edited, and follows it. */
export function PlanPanel({ onClose }: { readonly onClose: () => void }) {
  const say = useText()
  const view = usePlanView()
  return (
    <section className={cx(styles.panel)} aria-label={say('planView.title')}>
      <header className={cx(styles.head)}>
        <h2 className={cx(styles.title)}>{say('planView.title')}</h2>
        <IconButton label={say('app.close')} onPress={onClose}>
          <X size={20} aria-hidden="true" />
        </IconButton>
      </header>
      {/* Reached by Tab, so that the keyboard can scroll it. */}
      <div className={cx(styles.body)} tabIndex={0} role="group" aria-label={say('planView.body')}>
        {view?.kind === 'refused' && <Refused view={view} />}
        {view?.kind === 'planned' && <Planned view={view} />}
      </div>
    </section>
  )
}

function Refused({ view: { error } }: { readonly view: Extract<PlanView, { kind: 'refused' }> }) {
  const say = useText()
  const { headline, sentence } = errorSentence(error, say)
  return (
    <p className={cx(styles.refused)} data-code={error.code}>
      {say('error.line', { headline, sentence })}
    </p>
  )
}

function Planned({ view }: { readonly view: Extract<PlanView, { kind: 'planned' }> }) {
  const say = useText()
  const isSeedRandom = useDraft(({ draft }) => draft.isSeedRandom)
  const first = view.images[0]
  if (!first) return null
  const loras = view.loras.map(({ name, weight }) => say('planView.lora', { name, weight }))
  const facts = [
    say('plan.pictures', { count: view.images.length }),
    say('plan.size', { width: first.width, height: first.height }),
    say('settings.steps', { steps: first.steps }),
    say('planView.sampling', { sampler: first.sampler, scheduler: first.scheduler }),
    say('planView.guidance', { scale: first.guidanceScale }),
    ...loras,
  ]
  return (
    <>
      <p className={cx(styles.facts)}>{facts.join(' · ')}</p>
      {view.notices.length > 0 && (
        <ul className={cx(styles.notices)}>
          {view.notices.map((notice) => (
            <li key={notice.code}>{noticeText(notice, say)}</li>
          ))}
        </ul>
      )}
      {groupImages(view.images).map((group) => (
        <PlannedGroup key={group[0].index} group={group} isSeedRandom={isSeedRandom} />
      ))}
    </>
  )
}
