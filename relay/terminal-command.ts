import type { Invocation } from './config.ts'
import { createKeyring } from './http/keyring.ts'
import { runCommand } from './operations/commands.ts'
import { readControl } from './operations/control.ts'

/**
 * Does what a command line asked for beside serving.
 *
 * @returns the exit code
 */
export async function runTerminalCommand(
  { command, keyFile, controlFile }: Extract<Invocation, { kind: 'command' }>,
  print: (text: string) => void,
): Promise<number> {
  const now = () => Date.now()
  const keys = createKeyring({
    file: keyFile,
    apikey: '',
    isPublic: false,
    now,
    onProblem: (error) => print(error instanceof Error ? error.message : String(error)),
  })
  try {
    return await runCommand(command, { keys, control: readControl(controlFile), print, now })
  } finally {
    keys.close()
  }
}
