import { Pencil, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { writeStyleFile, type UserStyle } from '../../../contract/catalog/style-file.ts'
import { useActions, useEnvironment } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { FileButton } from '../../ui/FileButton.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { saveFile } from '../gallery/save-file.ts'
import styles from './MyStyles.module.css'
import { StyleForm } from './StyleForm.tsx'

/** Styles of the person's own: to write, change, take out and bring in. */
export function MyStyles({ onClose }: { readonly onClose: () => void }) {
  const say = useText()
  const mine = useEnvironment((state) => state.userStyles)
  const { removeUserStyle, importUserStyles } = useActions()
  const [edited, setEdited] = useState<UserStyle | null>(null)
  const [told, setTold] = useState('')
  const body = useRef<HTMLDivElement>(null)
  // What had the focus goes, or cannot act any more.
  const focusForm = () => setTimeout(() => body.current?.querySelector('input')?.focus())
  const edit = (style: UserStyle | null) => {
    setEdited(style)
    focusForm()
  }
  const take = async (file: File) => {
    setTold(say('styles.mineImported', { count: await importUserStyles(await file.text()) }))
  }
  const save = () =>
    saveFile(new Blob([writeStyleFile(mine)], { type: 'application/json' }), 'my-styles.json')
  return (
    <Modal label={say('styles.mine')} onClose={onClose}>
      <div ref={body} className={cx(styles.body)}>
        <h2 className={cx(styles.title)}>{say('styles.mine')}</h2>
        {mine.length === 0 && <p className={cx(styles.hint)}>{say('styles.mineNone')}</p>}
        <ul role="list" className={cx(styles.list)}>
          {mine.map((style) => (
            <li key={style.name} className={cx(styles.row)}>
              <bdi className={cx(styles.name)}>{style.name}</bdi>
              <IconButton label={say('styles.mineEdit', { name: style.name })} onPress={() => edit(style)}>
                <Pencil size={16} aria-hidden="true" />
              </IconButton>
              <IconButton
                label={say('styles.mineDelete', { name: style.name })}
                onPress={() => void removeUserStyle(style.name).then(focusForm)}
              >
                <Trash2 size={16} aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ul>
        <StyleForm key={edited?.name ?? ''} style={edited} onDone={() => edit(null)} />
        <div className={cx(styles.buttons)}>
          <FileButton accept=".json,application/json" onFile={(file) => void take(file)}>
            {say('styles.mineImport')}
          </FileButton>
          <Button isDisabled={mine.length === 0} onPress={save}>
            {say('styles.mineExport')}
          </Button>
          <Button onPress={onClose}>{say('app.close')}</Button>
          <p role="status" className={cx(styles.hint)}>
            {told}
          </p>
        </div>
      </div>
    </Modal>
  )
}
