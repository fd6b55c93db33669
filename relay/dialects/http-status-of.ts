/** The status that the HTTP library chose for an error of its own (415, 413…). Null for all others, AppErrors too. */
export function httpStatusOf(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('statusCode' in thrown)) return null
  const { statusCode } = thrown
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 600 ? statusCode : null
}
