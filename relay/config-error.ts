/** A command line that cannot be followed; the message is one sentence for the person who typed it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}
