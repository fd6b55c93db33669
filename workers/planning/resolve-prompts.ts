import type { StyleTexts } from '../../contract/catalog/style-table.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import type { UserFile } from '../../contract/user-files.ts'
import { applyStyles, drawStyles, type StyledTexts } from './apply-styles.ts'
import { chooseFromArrays, hasArrays } from '../../contract/arrays.ts'
import { takeInlineLoras, type InlineLoras } from './inline-loras.ts'
import { promptLines } from '../../contract/prompt-lines.ts'
import { createPythonRandom } from './python-random.ts'
import { WILDCARD_LISTS } from './wildcard-lists.ts'
import { fillWildcards, type WildcardLists } from './wildcards.ts'

/** What a prompt may refer to by name. */
export interface PromptSources {
  readonly wildcards: WildcardLists
  /** Styles of the user's own. */
  readonly styles?: readonly StyleTexts[]
  /** Files that the user added; LoRAs are found among them. */
  readonly userFiles: readonly UserFile[]
}

/** What this build has: its own word lists, and no file of the user's. */
export const BUILT_IN_SOURCES: PromptSources = { wildcards: WILDCARD_LISTS, userFiles: [] }

/** The words of one image: nothing in them is left to draw. */
export interface ImagePrompts extends StyledTexts {
  /** All lines, joined by LF. */
  readonly prompt: string
  readonly negativePrompt: string
  /** The request's styles with drawn ones in place. */
  readonly styleSelections: readonly string[]
  /** True when the image's place in the task had a say, so that its seed alone does not give these words. */
  readonly byIndex: boolean
}

/** The words of a task. */
export interface TaskPrompts {
  /** The LoRAs that the prompt's tags ask for. */
  readonly inline: InlineLoras
  /**
   * @param seed the image's own seed, decimal text
   * @throws AppError `invalid_request` for an unknown style
   */
  forImage(index: number, seed: string): ImagePrompts
}

/**
 * Reads the prompt fields of a request: lines, LoRA tags, wildcards, arrays and styles. All draws of an image
 * come from one generator with the image's seed, in Fooocus' order: main line, negative main line, further
 * lines, further negative lines, styles.
 *
 * @param loraFiles that tags may name: without the one that a performance mode uses itself
 */
export function resolvePrompts(
  request: GenerationRequest,
  { wildcards, styles = [] }: Pick<PromptSources, 'wildcards' | 'styles'>,
  loraFiles: readonly string[],
): TaskPrompts {
  const wanted = promptLines(request.prompt)
  const unwanted = promptLines(request.negative_prompt)
  const { prompt: main, ...inline } = takeInlineLoras(wanted.main, loraFiles)
  const style = createStyler(styles)
  return {
    inline,
    forImage: (index, seed) => {
      const random = createPythonRandom(BigInt(seed))
      const pick = request.read_wildcards_in_order
        ? (lines: readonly string[]) => lines[index % lines.length]!
        : (lines: readonly string[]) => lines[random.below(lines.length)]!
      const fill = (line: string) => fillWildcards(line, wildcards, pick)
      const open = fill(main)
      const negativeMain = fill(unwanted.main)
      const here = { main: chooseFromArrays(open, index), extra: wanted.extra.map(fill) }
      const away = { main: negativeMain, extra: unwanted.extra.map(fill) }
      const styleSelections = drawStyles(request.style_selections, random)
      return {
        ...style(here, away, styleSelections),
        prompt: [here.main, ...here.extra].join('\n'),
        negativePrompt: [away.main, ...away.extra].join('\n'),
        styleSelections,
        byIndex: index > 0 && (request.read_wildcards_in_order || hasArrays(open)),
      }
    },
  }
}

/** {@link applyStyles} that keeps its last answer: images with the same words share them in memory. */
function createStyler(mine: readonly StyleTexts[]): typeof applyStyles {
  let last: { readonly key: string; readonly texts: StyledTexts } | null = null
  return (wanted, unwanted, styles) => {
    const key = JSON.stringify([wanted, unwanted, styles])
    if (last?.key !== key) last = { key, texts: applyStyles(wanted, unwanted, styles, mine) }
    return last.texts
  }
}
