import { attentionReference, convolutionReference } from './self-test-reference.ts'
import { SELF_TEST_GRAPH } from './self-test-graph.ts'
import type { Runtime, TensorInput } from './runtime.ts'

/** Differences up to this are rounding; a wrong kernel is off by the size of the values themselves. */
export const SELF_TEST_TOLERANCE = 1e-3

/** Sizes of the self-test graph: channels and side of the picture; heads, tokens and width of the attention. */
export const SELF_TEST_SIZES = { channels: 16, side: 16, heads: 2, tokens: 64, width: 32 } as const

/**
 * Computes a small convolution and two forms of attention on a device and in plain TypeScript.
 *
 * Some GPUs compute wrongly and say nothing; this finds them before a picture is asked for.
 *
 * @returns the largest difference of any number; compare with {@link SELF_TEST_TOLERANCE}
 * @throws what the runtime throws when it cannot run the graph at all
 */
export async function runSelfTest(runtime: Runtime): Promise<number> {
  const { heads, tokens, width } = SELF_TEST_SIZES
  const graph = await runtime.createGraph(selfTestGraph())
  try {
    const { feeds, image, kernel, query, key, value } = selfTestFeeds()
    const expected = attentionReference({ query, key, value, heads, tokens, width })
    const convolved = await graph.run(feeds, 'convolved')
    const attended = await graph.run(feeds, 'attended')
    const fused = await graph.run(feeds, 'fused')
    return Math.max(
      largestDifference(convolved, convolutionReference(image, kernel, SELF_TEST_SIZES)),
      largestDifference(attended, expected),
      largestDifference(fused, mergeHeads(expected)),
    )
  } finally {
    await graph.release()
  }
}

/** The graph of the self-test, 1 kB. */
export function selfTestGraph(): Blob {
  return new Blob([decodeBase64(SELF_TEST_GRAPH)])
}

/** The same numbers every time: a hash of the position in −1…1, so that attention has something to choose from. */
export function selfTestFeeds() {
  const { channels, side, heads, tokens, width } = SELF_TEST_SIZES
  const numbers = (length: number, salt: number) =>
    Float32Array.from({ length }, (_, i) => {
      const scattered = Math.sin(i * 12.9898 + salt * 78.233) * 43758.5453
      return (scattered - Math.floor(scattered)) * 2 - 1
    })
  const image = numbers(channels * side * side, 1)
  const kernel = numbers(channels * channels * 9, 2).map((weight) => weight / 12)
  const [query, key, value] = [3, 4, 5].map((salt) => numbers(heads * tokens * width, salt)) as [
    Float32Array<ArrayBuffer>,
    Float32Array<ArrayBuffer>,
    Float32Array<ArrayBuffer>,
  ]
  const split = [1, heads, tokens, width]
  const flat = [1, tokens, heads * width]
  const feeds: Record<string, TensorInput> = {
    image: { dims: [1, channels, side, side], data: image },
    kernel: { dims: [channels, channels, 3, 3], data: kernel },
    query: { dims: split, data: query },
    keyTransposed: { dims: [1, heads, width, tokens], data: transposeHeads(key) },
    value: { dims: split, data: value },
    flatQuery: { dims: flat, data: mergeHeads(query) },
    flatKey: { dims: flat, data: mergeHeads(key) },
    flatValue: { dims: flat, data: mergeHeads(value) },
  }
  return { feeds, image, kernel, query, key, value }
}

/** [heads, tokens, width] to [tokens, heads · width]. */
function mergeHeads(split: Float32Array): Float32Array<ArrayBuffer> {
  const { heads, tokens, width } = SELF_TEST_SIZES
  const out = new Float32Array(split.length)
  for (let h = 0; h < heads; h++) {
    for (let t = 0; t < tokens; t++) {
      out.set(split.subarray((h * tokens + t) * width, (h * tokens + t + 1) * width), (t * heads + h) * width)
    }
  }
  return out
}

/** [heads, tokens, width] to [heads, width, tokens]. */
function transposeHeads(split: Float32Array): Float32Array<ArrayBuffer> {
  const { tokens, width } = SELF_TEST_SIZES
  return Float32Array.from({ length: split.length }, (_, i) => {
    const head = Math.floor(i / (width * tokens))
    const column = Math.floor(i / tokens) % width
    return split[(head * tokens + (i % tokens)) * width + column]!
  })
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  // NaN must count as wrong, and Math.max would hide a comparison that is never true.
  return a.reduce((worst, value, i) => {
    const difference = Math.abs(value - b[i]!)
    return difference > worst || Number.isNaN(difference) ? difference : worst
  }, 0)
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
