/**
 * A line of JSON as one that people read: `12:30:05 info  answered  method=GET route=/tasks status=200 ms=3`. Values
 * stay JSON where they could be mistaken for something else, so a line is always one line.
 *
 * @param json as the logger wrote it
 */
export function asTextLine(json: string): string {
  const { time, level, msg, ...rest } = JSON.parse(json) as Record<string, unknown>
  const clock = typeof time === 'string' ? time.slice(11, 19) : ''
  const fields = Object.entries(rest).map(([name, value]) => `${plain(name)}=${plain(value)}`)
  const words = typeof msg === 'string' ? escapeUnsafe(msg) : ''
  return `${[`${clock} ${String(level).padEnd(5)} ${words}`, ...fields].join('  ').trimEnd()}\n`
}

function plain(value: unknown): string {
  if (typeof value === 'string' && /^[\w./:*@+-]+$/.test(value)) return value
  return escapeUnsafe(JSON.stringify(value) ?? '')
}

/** Everything that is no visible character becomes its escape. */
function escapeUnsafe(text: string): string {
  // Categories: controls, format characters, line and paragraph separators.
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (one) => {
    return `\\u{${one.codePointAt(0)!.toString(16)}}`
  })
}
