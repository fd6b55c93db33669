import { saveFile } from '../gallery/save-file.ts'

/** Where a file that is still being written goes. */
export interface FileSink {
  /** Writes all of it. Nothing is left behind when `signal` ends it. */
  write(stream: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<void>
}

/** Chromium's way to write to the disk piece by piece; the type is missing from the platform's own. */
interface PickerWindow {
  showSaveFilePicker?: (options: {
    suggestedName: string
    types: { accept: Record<string, string[]> }[]
  }) => Promise<{ createWritable(): Promise<WritableStream<Uint8Array>> }>
}

/**
 * Asks where a zip goes where the browser lets pages write there, and falls back to its downloads. To be called
 * within a press.
 *
 * @returns null when the user changed their mind
 */
export async function openZipSink(name: string): Promise<FileSink | null> {
  const { showSaveFilePicker } = globalThis as PickerWindow
  if (!showSaveFilePicker) return downloads(name)
  try {
    const types = [{ accept: { 'application/zip': ['.zip'] } }]
    const handle = await showSaveFilePicker({ suggestedName: name, types })
    return {
      write: async (stream, signal) => stream.pipeTo(await handle.createWritable(), { signal }),
    }
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') return null
    // Not allowed here, as in a frame of another site.
    return downloads(name)
  }
}

function downloads(name: string): FileSink {
  return {
    write: async (stream, signal) => {
      const guarded = stream.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal })
      // The browser keeps the parts of a large blob on the disk.
      const blob = await new Response(guarded).blob()
      signal.throwIfAborted()
      saveFile(new Blob([blob], { type: 'application/zip' }), name)
    },
  }
}
