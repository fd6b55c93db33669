import type { ModelEntry } from '../../../contract/manifest.ts'
import type { LoraFit, UserFile } from '../../../contract/user-files.ts'
import { useText, type Say } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import styles from './Loras.module.css'
import { useLoraFit } from './use-lora-fit.ts'

/** What was read of a LoRA file, how it stands to the model, and the keys that do not fit. */
export function AboutLora({ file, model }: { readonly file: UserFile; readonly model: ModelEntry }) {
  const say = useText()
  const fit = useLoraFit(file, model)
  const { base = null, modules = 0 } = file.lora ?? {}
  const facts = [
    base === null ? say('loras.baseUnknown') : say('loras.base', { base }),
    say('loras.modules', { count: modules }),
  ]
  return (
    <div className={cx(styles.about)}>
      <p>{facts.join(' · ')}</p>
      {fit && <p className={cx(fit.misfit !== null && styles.misfit)}>{fitText(fit, model.name, say)}</p>}
      {fit && fit.leftOverCount > 0 && <Keys fit={fit} />}
    </div>
  )
}

function Keys({ fit: { leftOver, leftOverCount } }: { readonly fit: LoraFit }) {
  const say = useText()
  const more = leftOverCount - leftOver.length
  return (
    <details className={cx(styles.keys)}>
      <summary>{say('loras.keys')}</summary>
      <ul>
        {leftOver.map((key) => (
          <li key={key}>
            <bdi>{key}</bdi>
          </li>
        ))}
        {more > 0 && <li>{say('loras.moreKeys', { count: more })}</li>}
      </ul>
    </details>
  )
}

function fitText({ misfit, leftOverCount: count }: LoraFit, model: string, say: Say): string {
  if (misfit === 'dora') return say('loras.dora')
  if (misfit === 'other_model') return say('loras.otherModel', { model, count })
  return count > 0 ? say('loras.fitsPartly', { model, count }) : say('loras.fits', { model })
}
