import { Copy } from 'lucide-react'
import { toA1111Text } from '../../../contract/metadata/scheme-a1111.ts'
import { toFooocusJson } from '../../../contract/metadata/scheme-fooocus.ts'
import type { PictureRecord } from '../../../contract/picture.ts'
import { useTasks } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { noticeText } from '../plan/notice-text.ts'
import { askedRows } from './asked-rows.ts'
import { fileRows } from './file-rows.ts'
import { useCopy } from '../toasts/use-copy.ts'
import styles from './InfoTable.module.css'
import { parameterRows, type InfoRow } from './parameter-rows.ts'

/** All that is known of a picture: its file, what was run, what was asked for, and what had to be changed. */
export function InfoTable({ picture }: { readonly picture: PictureRecord }) {
  const say = useText()
  const copy = useCopy()
  const task = useTasks((state) => state.byId[picture.taskId])
  const { parameters, request } = picture
  return (
    <div className={cx(styles.info)}>
      <div className={cx(styles.buttons)}>
        <Button onPress={() => copy(toFooocusJson(parameters))}>{say('info.copyJson')}</Button>
        <Button onPress={() => copy(toA1111Text(parameters))}>{say('info.copyA1111')}</Button>
      </div>
      <Rows title={say('info.file')} rows={fileRows(picture, task, say)} onCopy={copy} />
      {task && task.notices.length > 0 && (
        <section>
          <h3 className={cx(styles.title)}>{say('info.notices')}</h3>
          <ul className={cx(styles.notices)}>
            {task.notices.map((notice, at) => (
              <li key={at}>{noticeText(notice, say)}</li>
            ))}
          </ul>
        </section>
      )}
      <Rows title={say('info.run')} rows={parameterRows(picture, say)} onCopy={copy} />
      <Rows title={say('info.asked')} rows={askedRows(request, say)} onCopy={copy} />
    </div>
  )
}

function Rows(props: {
  readonly title: string
  readonly rows: readonly InfoRow[]
  readonly onCopy: (text: string) => void
}) {
  const { title, rows, onCopy } = props
  const say = useText()
  if (rows.length === 0) return null
  return (
    <section>
      <h3 className={cx(styles.title)}>{title}</h3>
      <table className={cx(styles.table)} aria-label={title}>
        <tbody>
          {rows.map(({ id, name, text }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td className={cx(styles.value)} dir="auto">
                {text}
              </td>
              <td className={cx(styles.act)}>
                <IconButton label={say('info.copy', { group: title, name })} onPress={() => onCopy(text)}>
                  <Copy size={16} aria-hidden="true" />
                </IconButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
