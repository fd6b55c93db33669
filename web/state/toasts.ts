/** What a toast can say; the words are the page's. All of it is done already and can be undone or forgotten. */
export type PageToast =
  | { readonly kind: 'deleted'; readonly count: number; readonly undo: () => void }
  | { readonly kind: 'settings_applied'; readonly undo: () => void }
  /** `missing`: names of what is not on this device; empty when all is. */
  | { readonly kind: 'reused'; readonly part: string; readonly missing: string; readonly undo: () => void }
  | { readonly kind: 'settings_reset'; readonly undo: () => void }
  | { readonly kind: 'preset_applied'; readonly name: string; readonly undo: () => void }
  | { readonly kind: 'preset_saved'; readonly name: string; readonly undo: () => void }
  | { readonly kind: 'preset_deleted'; readonly name: string; readonly undo: () => void }
  | { readonly kind: 'wildcard_added'; readonly name: string }
  | { readonly kind: 'wildcard_failed'; readonly name: string; readonly why: string }
  | { readonly kind: 'wildcard_removed'; readonly name: string; readonly undo?: () => void }
  | { readonly kind: 'file_removed'; readonly name: string; readonly undo?: () => void }
  | { readonly kind: 'styles_cleared'; readonly undo: () => void }
  | { readonly kind: 'prompt_suggested'; readonly undo: () => void }
  | { readonly kind: 'removed_from_queue'; readonly count: number; readonly undo: () => void }
  | { readonly kind: 'removed_relayed' }
  | { readonly kind: 'taken_from_queue'; readonly undo: () => void }
  | { readonly kind: 'restored'; readonly count: number }
  | { readonly kind: 'prompt_replaced'; readonly undo: () => void }
  | { readonly kind: 'prompt_cleared'; readonly undo: () => void }
  | { readonly kind: 'prompts_forgotten'; readonly undo: () => void }
  | { readonly kind: 'copied' }
  | { readonly kind: 'copy_failed' }
  | { readonly kind: 'picture_gone' }
  | { readonly kind: 'log_failed' }
  | { readonly kind: 'kept_safe' }
  | { readonly kind: 'not_kept_safe' }

/** Shows a toast. */
export type ShowToast = (toast: PageToast) => void
