import { spawn } from 'node:child_process'

/**
 * Runs a command and keeps what it prints.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ ok: boolean, output: string, seconds: number }>} `ok` when it ended with 0
 */
export function run(command, args, options = {}) {
  const startedMs = performance.now()
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    const end = (/** @type {boolean} */ ok) =>
      resolve({ ok, output, seconds: (performance.now() - startedMs) / 1000 })
    child.on('error', (error) => {
      output += `${command}: ${error.message}\n`
      end(false)
    })
    child.on('close', (code) => end(code === 0))
  })
}
