import { formatOf } from '../../../contract/image.ts'
import type { PictureRecord } from '../../../contract/picture.ts'

/** The name a downloaded picture gets: local time, then its number in the task. `2026-11-23_18-04-05_0001.png` */
export function fileName({
  createdAt,
  index,
  mime,
}: Pick<PictureRecord, 'createdAt' | 'index' | 'mime'>): string {
  const at = new Date(createdAt)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  const time = [two(at.getHours()), two(at.getMinutes()), two(at.getSeconds())].join('-')
  return `${day}_${time}_${String(index + 1).padStart(4, '0')}.${formatOf(mime)}`
}
