/**
 * `npm run lighthouse`: the built page under Lighthouse. Fails unless accessibility and best practices are 100; performance
 * is printed and not judged, since it depends on the machine.
 */
import { chromium } from '@playwright/test'
import lighthouse from 'lighthouse'
import { startOwnRelay } from '../e2e/fixtures/own-relay.ts'
import { quietChromium } from './setup/quiet-chromium.ts'

const DEBUGGING_PORT = 7893
const MUST_BE_PERFECT = ['accessibility', 'best-practices']

/** A category without a score was not measured, as when a trace got lost; that is tried again, a low score is not. */
const TRIES = 3

async function measure() {
  for (let tried = 1; ; tried++) {
    const result = await lighthouse(`${relay.address}/?sample=off`, {
      port: DEBUGGING_PORT,
      onlyCategories: [...MUST_BE_PERFECT, 'performance'],
      formFactor: 'desktop',
      screenEmulation: { disabled: true },
      throttlingMethod: 'provided',
    })
    const isWhole = Object.values(result?.lhr.categories ?? {}).every(({ score }) => score !== null)
    if (isWhole || tried === TRIES) return result
  }
}

const browser = await chromium.launch(await quietChromium(`--remote-debugging-port=${DEBUGGING_PORT}`))
const relay = await startOwnRelay(['--memory-only'])
try {
  const result = await measure()
  if (!result) throw new Error('Lighthouse gave no result')
  const { categories, audits, runtimeError, runWarnings } = result.lhr
  for (const warning of [...runWarnings, ...(runtimeError ? [runtimeError.message] : [])])
    console.log(warning)
  for (const category of Object.values(categories)) {
    console.log(`${category.title}: ${Math.round((category.score ?? 0) * 100)}`)
    for (const { id, weight } of category.auditRefs) {
      const audit = audits[id]!
      if (weight > 0 && audit.score !== null && audit.score < 1)
        console.log(
          `  ${audit.title}: ${audit.explanation ?? audit.displayValue ?? id} (${Math.round(audit.score * 100)})`,
        )
    }
  }
  process.exitCode = MUST_BE_PERFECT.every((id) => categories[id]?.score === 1) ? 0 : 1
} finally {
  await browser.close()
  await relay.remove()
}
