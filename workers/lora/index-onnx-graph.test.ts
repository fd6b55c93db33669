import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { indexOnnxGraph } from './index-onnx-graph.ts'
import { unetLoraKeys } from './lora-keys.ts'
import { mergeWeights, planMerges } from './merge-loras.ts'
import { readNumbers } from './numbers.ts'
import { parseSafetensors } from './parse-safetensors.ts'
import { parseTensorIndex, type StoredParameter } from './tensor-index.ts'
import nameless from './testing/nameless-export.json' with { type: 'json' }
import { writeSafetensors } from './testing/write-safetensors.ts'

const FIXTURES = join(import.meta.dirname, '../../e2e/fixtures/topologies')

describe('graphs whose weights have their names', () => {
  const lists = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('tensors.json'),
  )

  test.each(lists)('%s says what the graph beside it says', (path) => {
    const listed = parseTensorIndex(readFileSync(join(FIXTURES, path), 'utf8'), Number.MAX_SAFE_INTEGER)
    const graph = readFileSync(join(FIXTURES, path, '..', 'model.onnx'))
    const found = indexOnnxGraph(graph, Number.MAX_SAFE_INTEGER)
    expect(listed.size).toBeGreaterThan(50)
    // A list also has what a graph has no use for: the last norm where no output has passed it, the table of words
    // where vectors come in.
    expect(found.size).toBeGreaterThanOrEqual(listed.size - 2)
    for (const [name, parameter] of found) expect([name, parameter]).toEqual([name, listed.get(name)])
  })
})

describe('a graph as PyTorch exports it by itself', () => {
  const graph = bytesOf(nameless.graph)
  const weights = bytesOf(nameless.weights)
  const index = indexOnnxGraph(graph, weights.length)
  const parameters = Object.entries<{ readonly shape: number[]; readonly values: number[] }>(
    nameless.parameters,
  )

  it('has every parameter under torch’s name, nameless matrices turned', () => {
    expect([...index.keys()].sort()).toEqual(parameters.map(([name]) => name).sort())
    for (const [name, { shape, values }] of parameters) {
      const parameter = index.get(name)!
      expect([name, parameter.shape]).toEqual([name, shape])
      expect(valuesAt(weights, parameter)).toEqual(values)
    }
    const isTurned = (name: string) => index.get(name)!.isTurned ?? false
    expect(isTurned('down_blocks.0.attentions.0.to_q.weight')).toBe(true)
    expect(isTurned('time_embedding.weight')).toBe(false)
  })

  it('takes a LoRA by module, wherever its matrix lies and however it is turned', async () => {
    const up = [1, 0, 2, -1]
    const down = [0.5, 1, 0, -1, 2, 3]
    const key = 'lora_unet_down_blocks_1_attentions_0_to_k'
    const file = writeSafetensors({
      [`${key}.lora_up.weight`]: { shape: [4, 1], values: up },
      [`${key}.lora_down.weight`]: { shape: [1, 6], values: down },
    })
    const lora = { file: 'one', weight: 0.5, tensors: await parseSafetensors(file, 'one') }
    const target = { keys: unetLoraKeys(index.keys()), tensors: index }
    const { merges, reports } = planMerges([lora], [target])
    expect(reports).toMatchObject([{ changed: 1, leftOver: [], skipped: null }])
    const { signal } = new AbortController()
    const merged = await mergeWeights(new Blob([weights]), index, merges[0]!, signal)
    const after = new Uint8Array(await merged.arrayBuffer())
    for (const [name, { values }] of parameters) {
      const isChanged = name === 'down_blocks.1.attentions.0.to_k.weight'
      const wanted = values.map((value, at) =>
        isChanged ? Math.fround(value + 0.5 * up[Math.floor(at / 6)]! * down[at % 6]!) : value,
      )
      expect([name, valuesAt(after, index.get(name)!)]).toEqual([name, wanted])
    }
  })

  it('leaves out a matrix that two modules share', () => {
    const [first, second] = [...graph.toString('latin1').matchAll(/onnx::MatMul_\d+/gu)].map(([name]) => name)
    expect(first).not.toBe(second)
    const shared = Buffer.from(graph.toString('latin1').replaceAll(second!, first!), 'latin1')
    const names = [...indexOnnxGraph(shared, weights.length).keys()]
    expect(names).not.toContain('down_blocks.0.attentions.0.to_q.weight')
    expect(names).not.toContain('down_blocks.0.attentions.0.to_k.weight')
    expect(names).toContain('down_blocks.0.attentions.0.to_out.0.weight')
  })

  it('is refused where it is cut, or its weights are', () => {
    const corrupt = expect.objectContaining({ code: 'model_corrupt' }) as Error
    expect(() => indexOnnxGraph(graph.subarray(0, -5), weights.length)).toThrow(corrupt)
    expect(() => indexOnnxGraph(graph, weights.length - 1)).toThrow(corrupt)
    expect(() => indexOnnxGraph(Buffer.from('{"no": "graph"}'), weights.length)).toThrow(corrupt)
  })
})

function bytesOf(base64: string): Buffer<ArrayBuffer> {
  return Buffer.from(base64, 'base64')
}

/** In torch's order. */
function valuesAt(weights: Uint8Array, { offset, bytes, format, shape, isTurned }: StoredParameter) {
  const stored = readNumbers(Uint8Array.from(weights.subarray(offset, offset + bytes)).buffer, format)
  if (isTurned !== true) return [...stored]
  const [rows = 0, columns = 0] = shape
  return Array.from({ length: rows * columns }, (_, at) => {
    return stored[(at % columns) * rows + Math.floor(at / columns)]!
  })
}
