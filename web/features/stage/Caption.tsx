import type { PictureRecord } from '../../../contract/picture.ts'
import { useActions, useEnvironment, useGallery, usePreferences } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { shownWidth } from './shown-size.ts'
import styles from './Stage.module.css'

const TIP = 'not_durable'
const TIP_UNTIL = 3

/** The true size of the picture on the stage; below the first ones, that they can be kept for good. */
export function Caption({ picture }: { readonly picture: PictureRecord }) {
  const say = useText()
  const { keepStorage } = useActions()
  const folded = usePreferences((state) => state.folded)
  const prefer = usePreferences((state) => state.prefer)
  const count = useGallery((state) => state.pictures.length)
  const canClear = useEnvironment(({ storage }) => storage?.kind === 'indexeddb' && !storage.persisted)
  const { width, height } = picture
  const scale = shownWidth(picture) / width
  const size = say(scale > 1.05 ? 'stage.captionScaled' : 'stage.caption', { width, height, scale })
  if (!canClear || !picture.saved || count > TIP_UNTIL || folded.includes(TIP)) {
    return <p className={cx(styles.caption)}>{size}</p>
  }
  const keep = () => {
    prefer({ folded: [...folded, TIP] })
    void keepStorage()
  }
  return (
    <div className={cx(styles.caption)}>
      {say('stage.saved')}{' '}
      <Button look="link" onPress={keep}>
        {say('notices.keep')}
      </Button>
    </div>
  )
}
