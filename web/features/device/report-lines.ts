import { formatBytes, joinClauses } from '../../text/format.ts'
import type { Say } from '../../text/use-text.ts'
import type { DeviceFacts } from './device-facts.ts'

/** One line of the report. */
export interface ReportLine {
  readonly name: string
  readonly value: string
}

/** The report in words, a line for each thing that is known. */
export function reportLines(
  { app, browser, device, storage, models, speeds }: DeviceFacts,
  say: Say,
): ReportLine[] {
  const yesNo = (is: boolean) => say(is ? 'report.yes' : 'report.no')
  const line = (name: Parameters<Say>[0], value: string) => ({ name: say(name), value })
  return [
    line('report.app', app),
    line('report.browser', browser.userAgent),
    line('report.webgpu', yesNo(browser.hasWebGpu)),
    ...(device === null ? [] : deviceLines(device, say)),
    line('report.threads', say('report.threadsOf', { threads: device?.threads ?? 0, cores: browser.cores })),
    line('report.isolation', yesNo(browser.isIsolated)),
    ...(browser.memoryGb === null
      ? []
      : [
          line(
            'report.memory',
            say('report.memoryAbout', { amount: formatBytes(browser.memoryGb * 1e9, say) }),
          ),
        ]),
    ...(storage === null
      ? []
      : [
          line(
            'report.storage',
            say('report.storageOf', {
              used: formatBytes(storage.usedBytes, say),
              quota: formatBytes(storage.quotaBytes, say),
              kind: storage.kind,
              persisted: String(storage.persisted),
            }),
          ),
        ]),
    ...models.map(({ id, state, storedBytes }) =>
      line('report.model', `${id}: ${say(`library.state.${state}`)}, ${formatBytes(storedBytes, say)}`),
    ),
    ...speeds.map(({ what, stepMs }) => line('report.speed', say('report.step', { what, stepMs }))),
  ]
}

function deviceLines(device: NonNullable<DeviceFacts['device']>, say: Say): ReportLine[] {
  const { adapter, refused, selfTestError } = device
  const name = [adapter?.vendor, adapter?.architecture, adapter?.description].filter(Boolean).join(' ')
  return [
    { name: say('report.backend'), value: `${say(`engineChoice.${device.backend}`)} (${device.bundle})` },
    ...(adapter === null
      ? []
      : [
          { name: say('report.gpu'), value: name || say('report.unnamed') },
          { name: say('report.f16'), value: say(device.f16 ? 'report.yes' : 'report.no') },
          { name: say('report.buffer'), value: formatBytes(device.maxBufferBytes, say) },
        ]),
    ...(refused.length === 0
      ? []
      : [
          {
            name: say('report.refused'),
            value: joinClauses(
              refused.map(({ reason, detail }) => say(`refusal.${reason}`) + (detail ? ` (${detail})` : '')),
              say,
            ),
          },
        ]),
    ...(selfTestError === null
      ? []
      : [{ name: say('report.selfTest'), value: selfTestError.toExponential(1) }]),
  ]
}

/** The report as plain text. */
export function reportText(lines: readonly ReportLine[]): string {
  return lines.map(({ name, value }) => `${name}: ${value}`).join('\n')
}
