import type { PictureRecord } from '../../../contract/picture.ts'
import { fileName } from '../gallery/file-name.ts'

/** Names for files in one folder: pictures of the same second and number get a further number. */
export function createFileNames(): (picture: PictureRecord) => string {
  const taken = new Set<string>()
  return (picture) => {
    const name = fileName(picture)
    const dot = name.lastIndexOf('.')
    let unique = name
    for (let n = 2; taken.has(unique); n++) unique = `${name.slice(0, dot)}_${n}${name.slice(dot)}`
    taken.add(unique)
    return unique
  }
}
