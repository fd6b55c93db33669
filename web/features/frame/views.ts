/** The views there are, in the order of the menu. */
export const VIEWS = ['create', 'gallery', 'models', 'relay', 'settings'] as const

/** One of the page's views. */
export type View = (typeof VIEWS)[number]

/** The view that an address names behind its hash; Create for anything else. */
export function viewOf(hash: string): View {
  const name = hash.split('?')[0]!.replace(/^#\/?/, '')
  return VIEWS.find((view) => view === name) ?? 'create'
}

/** Where a link to a view leads. */
export function hrefOf(view: View): string {
  return view === 'create' ? '#/' : `#/${view}`
}
