import type { PixelImage } from '../../contract/image.ts'
import type { TaskId } from '../../contract/task.ts'

/** The newest preview of a task. */
export interface Preview {
  readonly taskId: TaskId
  readonly image: PixelImage
}

/** Carries previews past React: the stage draws from here and nothing renders. */
export interface PreviewChannel {
  publish(preview: Preview): void
  /** Forgets the preview of a task whose picture is there, or that ended. */
  clear(taskId: TaskId): void
  latest(): Preview | null
  /** @param listener told of the newest preview, or null when there is none any more */
  subscribe(listener: (preview: Preview | null) => void): () => void
}

/** Makes an empty preview channel. */
export function createPreviewChannel(): PreviewChannel {
  const listeners = new Set<(preview: Preview | null) => void>()
  let latest: Preview | null = null
  const set = (preview: Preview | null) => {
    latest = preview
    for (const listener of listeners) listener(preview)
  }
  return {
    publish: set,
    clear: (taskId) => {
      if (latest?.taskId === taskId) set(null)
    },
    latest: () => latest,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
