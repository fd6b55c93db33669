import type { GenerationRequest } from '../../contract/request.ts'

/** One LoRA of a request. */
type Lora = GenerationRequest['loras'][number]

/** A name without colons, and a signed decimal. */
const TAG = /<lora:([^:]+):([+-]?(?:\d+(?:\.\d*)?|\.\d+))>/gu

/** A LoRA that a prompt asks for by `<lora:name:weight>`. */
interface FoundLora {
  /** The known file, folder and all. */
  readonly file: string
  readonly weight: number
}

/** What the tags of a prompt ask for. */
export interface InlineLoras {
  readonly found: readonly FoundLora[]
  /** Names in tags that no file has. */
  readonly unknown: readonly string[]
}

/**
 * Takes the `<lora:name:weight>` tags out of a prompt's main line. Tags with a name that no file has vanish;
 * whatever is not quite a tag stays. The line is always tidied: pieces between commas are trimmed, runs of
 * spaces collapse, empty pieces go.
 *
 * @param files the known LoRA files, without the one that a performance mode uses itself
 */
export function takeInlineLoras(
  line: string,
  files: readonly string[],
): { readonly prompt: string } & InlineLoras {
  const found: FoundLora[] = []
  const unknown: string[] = []
  const pieces = line.split(',').map((piece) =>
    piece
      .replace(TAG, (_, name: string, weight: string) => {
        const file = files.find((one) => stemOf(one) === name)
        if (file === undefined) unknown.push(name)
        else found.push({ file, weight: Number(weight) })
        return ''
      })
      .replace(/ +/gu, ' ')
      .trim(),
  )
  return { prompt: pieces.filter((piece) => piece !== '').join(', '), found, unknown }
}

/**
 * The LoRAs of a task: the request's, then the prompt's. The request's own weight stands for a file that both
 * name; the list is cut to `limit` only when the prompt adds to it.
 */
export function mergeLoras(
  selected: readonly Lora[],
  found: readonly FoundLora[],
  limit: number,
): readonly Lora[] {
  const active = selected.filter((lora) => lora.enabled && lora.model_name !== 'None')
  const taken = new Set(active.map((lora) => lora.model_name))
  const added = new Map(
    found
      .filter(({ file }) => !taken.has(file))
      .map(({ file, weight }) => [`${weight} ${file}`, { enabled: true, model_name: file, weight }]),
  )
  return added.size === 0 ? active : [...active, ...added.values()].slice(0, limit)
}

/** A file's name without folder and last extension. */
function stemOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]*$/u, '')
}
