import { Copy } from 'lucide-react'
import { formatList } from '../../text/format.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import type { ImageGroup } from './group-images.ts'
import { useCopy } from '../toasts/use-copy.ts'
import styles from './PlanPanel.module.css'

/** Pictures made from the same words: which, with which seeds, and the words themselves, ready to be copied. */
export function PlannedGroup({
  group,
  isSeedRandom,
}: {
  readonly group: ImageGroup
  readonly isSeedRandom: boolean
}) {
  const say = useText()
  const first = group[0]
  const last = group.at(-1) ?? first
  const seeds = formatList([...new Set(group.map(({ seed }) => seed))], say)
  // At this scale both guesses weigh the same, and the unwanted texts cancel out.
  const usesNegative = first.guidanceScale !== 1
  return (
    <article
      className={cx(styles.group)}
      aria-label={say('planView.pictures', rangeOf(first.index, last.index))}
    >
      <h3 className={cx(styles.subtitle)}>
        {say('planView.pictures', rangeOf(first.index, last.index))}
        <span className={cx(styles.seed)}>
          {isSeedRandom ? say('planView.seedRandom') : say('planView.seed', { seeds })}
        </span>
      </h3>
      <Texts label={say('planView.positive')} texts={first.positiveTexts} />
      {first.expansion && <Texts label={say('planView.expansion')} texts={[first.expansion]} />}
      {usesNegative ? (
        <Texts label={say('planView.negative')} texts={first.negativeTexts} />
      ) : (
        <p className={cx(styles.none)}>{say('planView.negativeUnused')}</p>
      )}
    </article>
  )
}

const rangeOf = (first: number, last: number) => ({
  first: first + 1,
  last: last + 1,
  count: last - first + 1,
})

function Texts({ label, texts }: { readonly label: string; readonly texts: readonly string[] }) {
  const say = useText()
  const copy = useCopy()
  const shown = texts.filter((text) => text !== '')
  if (shown.length === 0) return null
  return (
    <div className={cx(styles.texts)}>
      <div className={cx(styles.words)}>
        <h4 className={cx(styles.label)}>{label}</h4>
        {shown.map((text, at) => (
          <p key={at} className={cx(styles.text)} dir="auto">
            {text}
          </p>
        ))}
      </div>
      <IconButton label={say('planView.copy', { what: label })} onPress={() => copy(shown.join('\n'))}>
        <Copy size={16} aria-hidden="true" />
      </IconButton>
    </div>
  )
}
