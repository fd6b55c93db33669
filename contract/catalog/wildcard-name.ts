/**
 * The name under which a prompt finds a wildcard file: the file's, without its suffix and with an underscore for
 * whatever a placeholder cannot hold. `my colours.txt` is `__my_colours__`.
 */
export function wildcardName(fileName: string): string {
  const stem = fileName.replace(/\.[A-Za-z\d]{1,16}$/u, '')
  return stem.replace(/[^\p{L}\p{N}_-]+/gu, '_')
}
