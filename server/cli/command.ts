import { Command } from '@commander-js/extra-typings'
import { toShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import { createProgressBar } from './progressBar.js'
import { SUMMARIES, type CommandName } from './summaries.js'

/** What a command's work gives back: the object for `--json`, the lines for a person. */
export interface CommandResult {
  readonly json: object
  readonly text: string
  /** Something could not be looked at and was named; the rest is done. The exit code says so. */
  readonly isIncomplete?: boolean
}

export const EXIT = { done: 0, failed: 1, wrongUse: 2 } as const

/** Threads that a command may be given. */
export const MAX_WORKERS = 256

/** A sub-command with the options that all of them share. */
export const command = (name: CommandName) =>
  new Command(name)
    .description(SUMMARIES[name])
    .exitOverride()
    .option('--json', 'print one JSON object on stdout; the log stays on stderr')

/** Codes that mean the caller, not the work, was wrong. */
const WRONG_USE = /^(input\.)/

/**
 * Runs a command's work at the edge: Ctrl-C aborts it, progress goes to stderr, the result to stdout,
 * a failure becomes its sentence on stderr and exit code 1 (2 for wrong use). The process then ends by itself.
 */
export async function runAtEdge(
  options: { json?: true | undefined },
  work: (context: WorkContext) => Promise<CommandResult>,
): Promise<void> {
  const abort = new AbortController()
  const interrupt = () => abort.abort()
  // Not `once`: a Ctrl-C may come twice, passed on by npx or raised again by a package's own clean-up; the second would kill.
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  const bar = createProgressBar(process.stderr)
  try {
    const result = await work({ signal: abort.signal, progress: bar.update })
    bar.end()
    process.stdout.write((options.json ? JSON.stringify(result.json) : result.text) + '\n')
    if (result.isIncomplete) process.exitCode = EXIT.failed
  } catch (cause) {
    bar.end()
    const error = toShapekinError(cause)
    if (error.code === 'internal' && error.cause instanceof Error) process.stderr.write(`${error.cause.stack}\n`)
    process.stderr.write(`shapekin: ${error.message}\n`)
    if (options.json) printError(error)
    process.exitCode = WRONG_USE.test(error.code) ? EXIT.wrongUse : EXIT.failed
  } finally {
    process.removeListener('SIGINT', interrupt).removeListener('SIGTERM', interrupt)
  }
}

/** A failure as the one JSON object on stdout. */
export const printError = ({ code, message }: { readonly code: string; readonly message: string }): void =>
  void process.stdout.write(JSON.stringify({ error: { code, message } }) + '\n')
