import { FolderInput } from 'lucide-react'
import { useStore } from 'zustand'
import { usePage } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { FileButton } from '../../ui/FileButton.tsx'
import { transferOf } from './transfer-store.ts'

const PICTURES_OR_ZIPS = '.zip,application/zip,image/png,image/jpeg,image/webp'

/** Brings zips and picture files into the gallery. */
export function ImportButton() {
  const say = useText()
  const transfer = transferOf(usePage())
  const isBusy = useStore(transfer, ({ job }) => job !== null)
  return (
    <FileButton
      accept={PICTURES_OR_ZIPS}
      isDisabled={isBusy}
      onFiles={(files) => void transfer.getState().importFiles(files)}
    >
      <FolderInput size={16} aria-hidden="true" />
      {say('transfer.import')}
    </FileButton>
  )
}
