import type { PictureRecord } from '../../../contract/picture.ts'
import { useActions, useEnvironment, useGallery, usePreferences } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { shownWidth } from './shown-size.ts'
import styles from './Stage.module.css'
import { tipOf, type Tip } from './tip-of.ts'

/** The true size of the picture on the stage; below the first ones, one tip at a time. */
export function Caption({ picture }: { readonly picture: PictureRecord }) {
  const say = useText()
  const folded = usePreferences((state) => state.folded)
  const showsTips = usePreferences((state) => state.showsTips)
  const count = useGallery((state) => state.pictures.length)
  const canClear = useEnvironment(({ storage }) => storage?.kind === 'indexeddb' && !storage.persisted)
  const { width, height, saved: isSaved } = picture
  const tip = tipOf({ count, isSaved, canClear, folded, showsTips })
  if (tip) return <TipLine tip={tip} />
  const scale = shownWidth(picture) / width
  const size = say(scale > 1.05 ? 'stage.captionScaled' : 'stage.caption', { width, height, scale })
  return <p className={cx(styles.caption)}>{size}</p>
}

function TipLine({ tip }: { readonly tip: Tip }) {
  const say = useText()
  const { keepStorage } = useActions()
  const folded = usePreferences((state) => state.folded)
  const prefer = usePreferences((state) => state.prefer)
  const isAboutKeeping = tip === 'not_durable'
  const hear = () => {
    prefer({ folded: [...folded, tip] })
    if (isAboutKeeping) void keepStorage()
  }
  return (
    <div className={cx(styles.caption)}>
      {say(isAboutKeeping ? 'stage.saved' : 'stage.tipStyles')}{' '}
      <Button look="link" onPress={hear}>
        {say(isAboutKeeping ? 'notices.keep' : 'stage.tipHeard')}
      </Button>
    </div>
  )
}
