/** What styles are about, in the order of the picker's filters. */
export const STYLE_CATEGORIES = [
  'fooocus',
  'photo',
  'illustration',
  'painting',
  'print',
  'paper',
  '3d',
  'design',
  'futuristic',
  'mood',
  'culture',
  'odd',
] as const

/** One of them. */
export type StyleCategory = (typeof STYLE_CATEGORIES)[number]

/** Whether a text names a category. */
export function isStyleCategory(text: string): text is StyleCategory {
  return (STYLE_CATEGORIES as readonly string[]).includes(text)
}
