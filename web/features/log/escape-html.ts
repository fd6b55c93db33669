const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text as it may stand between tags or in a quoted attribute, whatever is in it. */
export function escapeHtml(text: string): string {
  // NUL is no character of HTML; what is left of it would be read differently by different readers.
  return text.replaceAll('\0', '\uFFFD').replace(/[&<>"']/gu, (character) => ENTITIES[character]!)
}
