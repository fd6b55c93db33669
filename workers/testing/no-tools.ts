import type { LoadedDevice } from '../engine/device.ts'

const refuse = () => Promise.reject(new Error('no test asked for this tool'))

/** A device's tools for pictures that are handed in, for tests that hand in none. */
export const NO_TOOLS: Pick<LoadedDevice, 'loadPictureEncoder' | 'loadEnlarger'> = {
  loadPictureEncoder: refuse,
  loadEnlarger: refuse,
}
