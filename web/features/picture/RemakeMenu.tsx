import { ChevronDown, ImageUpscale } from 'lucide-react'
import type { PictureRecord } from '../../../contract/picture.ts'
import { useActions } from '../../state/page-context.tsx'
import { REMAKE_METHODS } from '../../state/remake-actions.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Menu } from '../../ui/Menu.tsx'
import styles from './RemakeMenu.module.css'

/** Makes another picture of this one, by Fooocus' ways and under its names. */
export function RemakeMenu({ picture }: { readonly picture: PictureRecord }) {
  const say = useText()
  const { remake } = useActions()
  const label = say('picture.remake')
  return (
    <Menu
      label={label}
      trigger={
        <Button look="link" aria-label={label} aria-haspopup="menu" className={cx(styles.trigger)}>
          <ImageUpscale size={16} aria-hidden="true" />
          <span className={cx(styles.word)}>{label}</span>
          <ChevronDown size={14} aria-hidden="true" />
        </Button>
      }
      choices={REMAKE_METHODS.map((id) => ({ id, label: id }))}
      onChoose={(method) => void remake(picture, method)}
    />
  )
}
