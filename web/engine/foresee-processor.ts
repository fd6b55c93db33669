declare global {
  interface Window {
    /** The answer to the question for a GPU that the page's first script put; undefined where there is no WebGPU. */
    readonly adapterAsked?: Promise<object | null>
  }
}

/**
 * Whether it is plain that the processor will compute, because the browser has no GPU to offer. The engine's own report,
 * with its reasons, comes a second later; by then the page would have to make room for what it says.
 *
 * @param asked the browser's answer, under way; undefined without WebGPU
 */
export async function foreseeProcessor(asked: Promise<object | null> | undefined): Promise<boolean> {
  try {
    return !(await asked)
  } catch {
    // Whatever kept the browser from answering, the engine will find it out.
    return false
  }
}
