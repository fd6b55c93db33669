import type { Runtime } from '../runtime/runtime.ts'

/** A runtime that keeps the last output of each name. */
export function recordedRuntime(runtime: Runtime) {
  const last = new Map<string, Float32Array>()
  const recording: Runtime = {
    ...runtime,
    createGraph: async (file, external) => {
      const graph = await runtime.createGraph(file, external)
      return {
        ...graph,
        run: async (feeds, output) => {
          const values = await graph.run(feeds, output)
          last.set(output, values.slice())
          return values
        },
        runFor: async (feeds, outputs) => {
          const values = await graph.runFor(feeds, outputs)
          outputs.forEach((output, at) => last.set(output, values[at]!.slice()))
          return values
        },
      }
    },
  }
  return { recording, last }
}
