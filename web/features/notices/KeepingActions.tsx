import { useActions, useEnvironment, useGallery } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { usePictureActions } from '../picture/use-picture-actions.ts'
import styles from './Notices.module.css'
import { useFold } from './use-notice-facts.ts'

/** Saves pictures that no storage has as files. */
export function DownloadUnsaved() {
  const say = useText()
  const pictures = useGallery((state) => state.pictures)
  const { download } = usePictureActions()
  const unsaved = pictures.filter(({ saved }) => !saved)
  if (unsaved.length === 0) return null
  return (
    <Button onPress={() => unsaved.forEach(download)}>
      {say('notices.downloadUnsaved', { count: unsaved.length })}
    </Button>
  )
}

/** Leads to where room can be made. */
export function FreeSpace() {
  const say = useText()
  return (
    <a className={cx(styles.link)} href="#/settings">
      {say('notices.freeSpace')}
    </a>
  )
}

/** Ways to make the browser keep pictures; asked once. */
export function KeepPictures() {
  const say = useText()
  const { keepStorage } = useActions()
  const install = useEnvironment((state) => state.install)
  const fold = useFold()
  const keep = () => {
    fold('not_durable')
    void keepStorage()
  }
  return (
    <>
      <Button onPress={keep}>{say('notices.keep')}</Button>
      {install && (
        <Button look="quiet" onPress={install}>
          {say('notices.install')}
        </Button>
      )}
    </>
  )
}
