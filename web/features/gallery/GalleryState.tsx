import { useGallery } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import styles from './GalleryStrip.module.css'

/** What stands where no picture is: nothing yet, or nothing readable. */
export function GalleryState() {
  const say = useText()
  const status = useGallery((state) => state.status)
  const refresh = useGallery((state) => state.refresh)
  if (status === 'loading') return <p className={cx(styles.state)} />
  if (status === 'ready') return <p className={cx(styles.state)}>{say('gallery.empty')}</p>
  return (
    <p className={cx(styles.state)} role="alert">
      {say('gallery.failed')}
      <Button look="link" onPress={() => void refresh()}>
        {say('gallery.tryAgain')}
      </Button>
    </p>
  )
}
