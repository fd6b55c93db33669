/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * Counts the cases in vitest's JSON. A file that could not be loaded has no cases and counts as one failure.
 *
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests?: number,
 *   testResults: { status: string, assertionResults: unknown[] }[] }} json
 * @returns {Count}
 */
export function readVitestReport(json) {
  const unloadable = json.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: json.numPassedTests,
    failed: json.numFailedTests + unloadable.length,
    skipped: json.numPendingTests + (json.numTodoTests ?? 0),
  }
}

/**
 * Counts the cases in Playwright's JSON; errors outside of any test count as failures.
 *
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors?: unknown[] }} json
 * @returns {Count}
 */
export function readPlaywrightReport({ stats, errors = [] }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + (stats.unexpected === 0 ? errors.length : 0),
    skipped: stats.skipped,
  }
}
