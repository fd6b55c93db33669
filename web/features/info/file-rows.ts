import type { PictureRecord } from '../../../contract/picture.ts'
import type { TaskState } from '../../../contract/task.ts'
import { formatBytes, formatDate } from '../../text/format.ts'
import type { Say } from '../../text/use-text.ts'
import { fileName } from '../gallery/file-name.ts'
import type { InfoRow } from './parameter-rows.ts'

/**
 * The file of a picture and how it came about.
 *
 * @param task as far as it is still known; it alone knows how long it took
 */
export function fileRows(picture: PictureRecord, task: TaskState | undefined, say: Say): readonly InfoRow[] {
  const { width, height, bytes, createdAt, origin } = picture
  const totalMs = task?.timings?.totalMs
  const rows: readonly (readonly [Parameters<Say>[0], string])[] = [
    ['info.name', fileName(picture)],
    ['info.pixels', say('stage.caption', { width, height })],
    ['info.bytes', formatBytes(bytes, say)],
    ['info.created', formatDate(createdAt, { dateStyle: 'medium', timeStyle: 'short' }, say)],
    [
      'info.taken',
      totalMs === undefined
        ? ''
        : say('info.seconds', {
            seconds: Math.max(0.1, Math.round(totalMs / 100) / 10),
            count: task?.pictures.length ?? 1,
          }),
    ],
    ['info.origin', origin === 'relay' ? say('info.fromApi') : ''],
    ['gallery.origin', origin === 'imported' ? say('gallery.origin.imported') : ''],
  ]
  return rows.map(([key, text]) => ({ id: key, name: say(key), text })).filter(({ text }) => text !== '')
}
