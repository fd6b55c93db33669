import { FileArchive } from 'lucide-react'
import { useStore } from 'zustand'
import type { PictureId } from '../../../contract/picture.ts'
import { usePage } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { transferOf } from './transfer-store.ts'

/** Saves pictures as a zip. */
export function ZipButton({
  ids,
  isAll = false,
}: {
  readonly ids: readonly PictureId[]
  readonly isAll?: boolean
}) {
  const say = useText()
  const transfer = transferOf(usePage())
  const isBusy = useStore(transfer, ({ job }) => job !== null)
  return (
    <Button
      look={isAll ? 'plain' : 'quiet'}
      isDisabled={isBusy}
      onPress={() => void transfer.getState().exportZip(ids, say)}
    >
      <FileArchive size={16} aria-hidden="true" />
      {say(isAll ? 'transfer.exportAll' : 'transfer.export')}
    </Button>
  )
}
