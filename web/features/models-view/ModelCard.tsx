import { useId } from 'react'
import type { ModelStatus } from '../../../contract/studio.ts'
import { useEnvironment, usePreferences } from '../../state/page-context.tsx'
import { errorSentence } from '../../text/error-sentence.ts'
import { formatBytes } from '../../text/format.ts'
import { modelAbout } from '../../text/model-about.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { amountText } from '../models/amount-text.ts'
import { ModelButtons } from './ModelButtons.tsx'
import { measuredText } from './measured-text.ts'
import styles from './ModelsView.module.css'

/** One model: what it is, what it needs and weighs, how fast it is here, and its state. */
export function ModelCard({ status }: { readonly status: ModelStatus }) {
  const say = useText()
  const id = useId()
  const { model, state, storedBytes, totalBytes, error } = status
  const backend = useEnvironment(({ device }) => device?.backend ?? null)
  const stepTimes = usePreferences((preferences) => preferences.stepTimes)
  const measured = measuredText({ model, backend, stepTimes }, say)
  const why = error && errorSentence(error, say)
  const { licence } = model
  return (
    <article className={cx(styles.card)} aria-labelledby={id} data-state={state}>
      <div className={cx(styles.cardHead)}>
        <h3 id={id} className={cx(styles.name)}>
          <bdi>{model.name}</bdi>
        </h3>
        <p className={cx(styles.state)}>{say(`library.state.${state}`)}</p>
      </div>
      <p>{modelAbout(model, say)}</p>
      <dl className={cx(styles.facts)}>
        <Fact name={say('library.size')}>
          {storedBytes === totalBytes
            ? say('library.whole', { total: formatBytes(totalBytes, say) })
            : say('library.part', {
                stored: formatBytes(storedBytes, say),
                total: formatBytes(totalBytes, say),
              })}
        </Fact>
        <Fact name={say('library.needs')}>{needsText(status, say)}</Fact>
        {measured && <Fact name={say('library.speed')}>{measured}</Fact>}
        <Fact name={say('library.licence')}>
          {licence.url ? (
            <a href={licence.url} target="_blank" rel="noreferrer">
              <bdi>{licence.name}</bdi>
            </a>
          ) : (
            <bdi>{licence.name}</bdi>
          )}
        </Fact>
        <Fact name={say('library.source')}>{sourceText(model.source, say)}</Fact>
      </dl>
      {state === 'downloading' && (
        <div className={cx(styles.download)}>
          <ProgressBar
            label={say('model.progress', { model: model.name })}
            percent={Math.floor((storedBytes / Math.max(1, totalBytes)) * 100)}
            valueText={amountText(status, say)}
          />
          <p className={cx(styles.note)}>{amountText(status, say)}</p>
        </div>
      )}
      {why && (
        <p role="alert" className={cx(styles.problem)} data-code={error?.code}>
          {why.headline}. {why.sentence}
        </p>
      )}
      <ModelButtons status={status} />
    </article>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function needsText({ model: { needs } }: ModelStatus, say: ReturnType<typeof useText>): string {
  return [
    say(needs.webgpu ? 'library.needsGpu' : 'library.needsNothing'),
    ...(needs.f16 ? [say('library.needsF16')] : []),
    ...(needs.memoryBytes > 0
      ? [say('library.needsMemory', { bytes: formatBytes(needs.memoryBytes, say) })]
      : []),
  ].join(' · ')
}

/** The host that files come from, or that they come with the page. */
function sourceText(source: string, say: ReturnType<typeof useText>): string {
  return URL.canParse(source) ? new URL(source).host : say('library.ownSource')
}
