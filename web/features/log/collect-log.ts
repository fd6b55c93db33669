import type { PictureRecord } from '../../../contract/picture.ts'
import type { PictureFiles } from '../../state/picture-files.ts'
import type { Say } from '../../text/use-text.ts'
import { logHead, logItem, logTail } from './log-page.ts'

/**
 * The log as one file that holds everything, pictures included. They are read one after another and handed to the
 * browser piece by piece, so that a day of large pictures does not stand in memory at once.
 *
 * @param onDone hears how many pictures are in
 */
export async function collectLog(
  pictures: readonly PictureRecord[],
  title: string,
  { files, say, onDone }: { files: PictureFiles; say: Say; onDone: (count: number) => void },
): Promise<Blob> {
  const parts: Blob[] = [new Blob([logHead(title, pictures.length, say)])]
  for (const [at, picture] of pictures.entries()) {
    const file = await files.load(picture.id)
    parts.push(new Blob([logItem(picture, file && (await dataAddress(file)), say)]))
    onDone(at + 1)
  }
  return new Blob([...parts, logTail()], { type: 'text/html' })
}

function dataAddress(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    // A reader asked for a data address answers with text.
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(reader.error ?? new Error('the file could not be read'))
    reader.readAsDataURL(file)
  })
}
