/** Softmax(q·kᵀ)·v for each head, without scaling, in float64. Arrays are [heads, tokens, width]. */
export function attentionReference(of: {
  readonly query: Float32Array
  readonly key: Float32Array
  readonly value: Float32Array
  readonly heads: number
  readonly tokens: number
  readonly width: number
}): Float32Array<ArrayBuffer> {
  const { query, key, value, heads, tokens, width } = of
  const out = new Float32Array(query.length)
  for (let head = 0; head < heads; head++) {
    const at = (token: number, column: number) => (head * tokens + token) * width + column
    for (let q = 0; q < tokens; q++) {
      const scores = Array.from({ length: tokens }, (_, k) => {
        let score = 0
        for (let c = 0; c < width; c++) score += query[at(q, c)]! * key[at(k, c)]!
        return score
      })
      const highest = Math.max(...scores)
      const weights = scores.map((score) => Math.exp(score - highest))
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      for (let c = 0; c < width; c++) {
        let sum = 0
        for (let k = 0; k < tokens; k++) sum += weights[k]! * value[at(k, c)]!
        out[at(q, c)] = sum / total
      }
    }
  }
  return out
}

/** A 3×3 convolution with one cell of zero padding, in float64. `image` is [channels, side, side], `kernel` [out, in, 3, 3]. */
export function convolutionReference(
  image: Float32Array,
  kernel: Float32Array,
  { channels, side }: { readonly channels: number; readonly side: number },
): Float32Array<ArrayBuffer> {
  const pixel = (channel: number, y: number, x: number) =>
    y < 0 || x < 0 || y >= side || x >= side ? 0 : image[(channel * side + y) * side + x]!
  return Float32Array.from({ length: channels * side * side }, (_, i) => {
    const out = Math.floor(i / (side * side))
    const y = Math.floor(i / side) % side
    const x = i % side
    let sum = 0
    for (let channel = 0; channel < channels; channel++) {
      for (let tap = 0; tap < 9; tap++) {
        sum +=
          kernel[(out * channels + channel) * 9 + tap]! *
          pixel(channel, y + Math.floor(tap / 3) - 1, x + (tap % 3) - 1)
      }
    }
    return sum
  })
}
