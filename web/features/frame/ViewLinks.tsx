import { useText } from '../../text/use-text.ts'
import { hrefOf, VIEWS, type View } from './views.ts'

/** The navigation between views. */
export function ViewLinks(props: {
  readonly view: View
  readonly className: string | undefined
  /** Settings too, which the wide banner shows as an icon of its own. */
  readonly isWhole?: boolean
  readonly onFollow?: () => void
}) {
  const { view, className, isWhole = false, onFollow } = props
  const say = useText()
  return (
    <nav aria-label={say('app.views')} className={className}>
      {VIEWS.filter((one) => isWhole || one !== 'settings').map((one) => (
        <a
          key={one}
          href={hrefOf(one)}
          {...(one === view && { 'aria-current': 'page' })}
          {...(onFollow && { onClick: onFollow })}
        >
          {say(`app.${one}`)}
        </a>
      ))}
    </nav>
  )
}
