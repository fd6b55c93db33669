import { join } from 'node:path'
import { readPlaywrightReport, readVitestReport } from './reports.mjs'

/**
 * @typedef {object} Gate
 * @property {string} name as in `npm run <name>`
 * @property {readonly string[]} command arguments of `npm`
 * @property {'check' | 'product'} kind `product` needs a build or a browser and is left out of `npm run check`
 * @property {string} [report] file with the test runner's JSON, relative to the repository; a gate without one
 *   counts as one test
 * @property {(json: any) => import('./reports.mjs').Count} [read]
 * @property {boolean} [oneCore] keeps one core busy and minds no neighbour
 * @property {string} [needs] a gate that must have passed before, and does not run beside it
 */

const REPORTS = 'node_modules/.cache/fooocus-tab'

/** @param {string} name */
const script = (name) => ['run', '--silent', name]

const UNIT_REPORT = join(REPORTS, 'unit.json')
const E2E_REPORT = join(REPORTS, 'e2e.json')
const API_REPORT = join(REPORTS, 'api.json')

/** All gates, those without a build first; of neighbours that run side by side the longest comes first. @type {readonly Gate[]} */
export const GATES = [
  { name: 'check:lint', command: script('check:lint'), kind: 'check', oneCore: true },
  { name: 'check:types', command: script('check:types'), kind: 'check', oneCore: true },
  { name: 'check:format', command: script('check:format'), kind: 'check', oneCore: true },
  { name: 'check:copies', command: script('check:copies'), kind: 'check', oneCore: true },
  { name: 'check:layers', command: script('check:layers'), kind: 'check', oneCore: true },
  { name: 'check:dead', command: script('check:dead'), kind: 'check', oneCore: true },
  {
    name: 'unit',
    command: [
      ...script('unit'),
      '--',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${UNIT_REPORT}`,
    ],
    kind: 'check',
    report: UNIT_REPORT,
    read: readVitestReport,
  },
  { name: 'build', command: script('build:files'), kind: 'product' },
  { name: 'check:size', command: script('check:size'), kind: 'product', needs: 'build' },
  {
    name: 'e2e',
    command: [...script('e2e'), '--', '--reporter=list,json'],
    kind: 'product',
    report: E2E_REPORT,
    read: readPlaywrightReport,
    needs: 'build',
  },
  {
    name: 'e2e:api',
    command: [
      ...script('e2e:api'),
      '--',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${join('../..', API_REPORT)}`,
    ],
    kind: 'product',
    report: API_REPORT,
    read: readVitestReport,
    needs: 'build',
  },
  { name: 'lighthouse', command: script('lighthouse'), kind: 'product', needs: 'build' },
]

/**
 * What every gate is told: where Playwright writes its report, and to print plain text.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function gateEnvironment(root, { FORCE_COLOR: _, ...env }) {
  return { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: join(root, E2E_REPORT), NO_COLOR: '1' }
}
