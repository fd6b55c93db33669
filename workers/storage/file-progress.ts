import type { ModelFile } from '../../contract/manifest.ts'
import type { ModelMeter } from './model-activity.ts'
import { createThrottle } from './throttle.ts'

/** How much of a file is here. */
export interface FileProgress {
  /** Stored and in flight. */
  readonly loadedBytes: number
  readonly totalBytes: number
}

/** Follows one file's bytes. */
export interface FileProgressMeter {
  /**
   * @param meter is handed on everything that is counted
   * @param storedBytes what is here of the file before more arrives
   */
  follow(meter: ModelMeter, storedBytes: number): ModelMeter
  /** Reports all of it. */
  finish(): void
}

/** @param now milliseconds, never falling */
export function createFileProgress(
  file: ModelFile,
  now: () => number,
  onProgress: (progress: FileProgress) => void,
): FileProgressMeter {
  const throttle = createThrottle(now)
  const totalBytes = file.bytes

  return {
    follow(meter, storedBytes) {
      let loadedBytes = storedBytes
      const add = (bytes: number) => {
        loadedBytes += bytes
        throttle(() => onProgress({ loadedBytes, totalBytes }))
      }
      add(0)
      return {
        ...meter,
        received(bytes) {
          meter.received(bytes)
          add(bytes)
        },
        dropped(bytes) {
          meter.dropped(bytes)
          add(-bytes)
        },
      }
    },
    finish: () => onProgress({ loadedBytes: totalBytes, totalBytes }),
  }
}
