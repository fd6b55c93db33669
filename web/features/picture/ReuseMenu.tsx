import { RotateCcw } from 'lucide-react'
import type { PictureRecord } from '../../../contract/picture.ts'
import { REUSE_PARTS } from '../../state/reuse.ts'
import { useText } from '../../text/use-text.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { usePictureActions } from './use-picture-actions.ts'

/** Takes over a picture's settings, all of them or a part. */
export function ReuseMenu({ picture }: { readonly picture: PictureRecord }) {
  const say = useText()
  const { reuse } = usePictureActions()
  const label = say('picture.reuse')
  return (
    <Menu
      label={label}
      trigger={
        <IconButton label={label}>
          <RotateCcw size={20} aria-hidden="true" />
        </IconButton>
      }
      choices={REUSE_PARTS.map((id) => ({ id, label: say(`reuse.${id}`) }))}
      onChoose={(part) => reuse(picture, part)}
    />
  )
}
