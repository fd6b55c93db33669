import { appendFileSync } from 'node:fs'

/** Prints rows as a table and appends them as one JSON line, with the time, to bench/`<name>`.local.jsonl. */
export function report(name: string, rows: readonly (readonly [name: string, value: string])[]): void {
  const width = Math.max(...rows.map(([row]) => row.length))
  for (const [row, value] of rows) console.log(`${row.padEnd(width)}  ${value}`)
  const line = JSON.stringify({ at: new Date().toISOString(), ...Object.fromEntries(rows) })
  appendFileSync(`bench/${name}.local.jsonl`, `${line}\n`)
}
