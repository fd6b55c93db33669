import type { RuntimeBundle } from '../../contract/device.ts'

/** What the page may ask of its service worker. */
export type PageMessage =
  /** Take over from the older version now; the page reloads when it happened. */
  | { readonly type: 'apply-update' }
  /** See to it that this build of the inference library is there without a network. */
  | { readonly type: 'keep-runtime'; readonly bundle: RuntimeBundle }
