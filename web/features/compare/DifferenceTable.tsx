import type { PictureRecord } from '../../../contract/picture.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { parameterRows } from '../info/parameter-rows.ts'
import styles from './Compare.module.css'
import { differingRows } from './differing-rows.ts'
import { letterOf } from './letters.ts'

/** The parameters in which the pictures differ, and no others. */
export function DifferenceTable({ pictures }: { readonly pictures: readonly PictureRecord[] }) {
  const say = useText()
  const rows = differingRows(pictures.map((picture) => parameterRows(picture, say)))
  if (rows.length === 0) return <p className={cx(styles.same)}>{say('compare.same')}</p>
  return (
    <table className={cx(styles.table)} aria-label={say('compare.differences')}>
      <thead>
        <tr>
          <td />
          {pictures.map(({ id }, at) => (
            <th key={id} scope="col">
              {letterOf(at)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, texts }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            {texts.map((text, at) => (
              <td key={pictures[at]!.id} dir="auto">
                {text === '' ? '–' : text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
