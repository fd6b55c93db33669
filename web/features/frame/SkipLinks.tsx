import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import styles from './SkipLinks.module.css'

/** First in the page: jumps over what is in front of the prompt and the gallery. */
export function SkipLinks({
  hasPrompt,
  hasGallery,
}: {
  readonly hasPrompt: boolean
  readonly hasGallery: boolean
}) {
  const say = useText()
  if (!hasPrompt && !hasGallery) return null
  return (
    <div className={cx(styles.links)}>
      {hasPrompt && (
        <a href="#prompt" onClick={(event) => jump(event, 'prompt')}>
          {say('app.skipToPrompt')}
        </a>
      )}
      {hasGallery && (
        <a href="#gallery" onClick={(event) => jump(event, 'gallery')}>
          {say('app.skipToGallery')}
        </a>
      )}
    </div>
  )
}

/** Moves focus only: the address's hash names the view. */
function jump(event: React.MouseEvent, id: string): void {
  event.preventDefault()
  document.getElementById(id)?.focus()
}
