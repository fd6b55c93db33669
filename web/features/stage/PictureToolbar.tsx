import { Copy, Download, Maximize2, RotateCcw, Trash2 } from 'lucide-react'
import type { PictureRecord } from '../../../contract/picture.ts'
import { useText } from '../../text/use-text.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import { usePictureActions } from '../gallery/use-picture-actions.ts'

/** What can be done with the picture on the stage. */
export function PictureToolbar({ picture }: { readonly picture: PictureRecord }) {
  const say = useText()
  const act = usePictureActions()
  return (
    <Toolbar label={say('picture.toolbar')}>
      <IconButton label={say('picture.download')} onPress={() => act.download(picture)}>
        <Download size={20} aria-hidden="true" />
      </IconButton>
      <IconButton label={say('picture.copy')} onPress={() => act.copy(picture)}>
        <Copy size={20} aria-hidden="true" />
      </IconButton>
      <IconButton label={say('picture.reuse')} onPress={() => act.reuse(picture)}>
        <RotateCcw size={20} aria-hidden="true" />
      </IconButton>
      <IconButton label={say('picture.fullView')} onPress={() => act.open(picture)}>
        <Maximize2 size={20} aria-hidden="true" />
      </IconButton>
      <IconButton label={say('picture.delete')} onPress={() => act.remove(picture)}>
        <Trash2 size={20} aria-hidden="true" />
      </IconButton>
    </Toolbar>
  )
}
