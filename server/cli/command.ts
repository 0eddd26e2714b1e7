import { Command } from '@commander-js/extra-typings'
import { ShapekinError, toShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import { createProgressBar } from './progressBar.js'
import { SUMMARIES, type CommandName } from './summaries.js'

/** What a command's work gives back: the object for `--json`, the lines for a person. */
export interface CommandResult {
  readonly json: object
  readonly text: string
  /** True when something could not be read. It was named and the rest was done; the exit code tells it, too. */
  readonly isIncomplete?: boolean
}

export const EXIT = { done: 0, failed: 1, wrongUse: 2, interrupted: 130, terminated: 143 } as const

/**
 * Milliseconds. The system that sends SIGTERM sends SIGKILL some seconds later. Files are whole at every moment, so
 * nothing is lost by ending before all threads have.
 */
const TERMINATION_MS = 1500

/**
 * Milliseconds. One press of Ctrl-C may arrive twice: npm passes on what the terminal has sent already, and packages
 * raise it again.
 */
const SAME_PRESS_MS = 500

/**
 * Milliseconds for what is printed at the end of a command that was cancelled. What still keeps its process then is of
 * no use to anybody, such as a Blender that is being tried, which takes seconds.
 */
const LEAVING_MS = 200

/** Threads that a command may be given. */
export const MAX_WORKERS = 256

/** A sub-command with the options that all of them share. */
export const command = (name: CommandName) =>
  new Command(name)
    .description(SUMMARIES[name])
    .exitOverride()
    .option('--json', 'print one JSON object on stdout; the log stays on stderr')

/** Error codes that say that the caller made a mistake, not that the work failed. */
const WRONG_USE = /^(input\.)/

/** Reason of an abort by SIGTERM. */
const TERMINATED = new ShapekinError('cancelled')

/** Whether the system, not a person, ends the command: work that can go on later must then not be cancelled. */
export const isTerminated = (signal: AbortSignal): boolean => signal.reason === TERMINATED

/**
 * Runs a command's work at the edge: Ctrl-C aborts it, a second one ends the process at once; SIGTERM aborts it and
 * gives it TERMINATION_MS. Progress goes to stderr, the result to stdout; a failure becomes its sentence on stderr and
 * exit code 1 (2 for wrong use). The process then ends by itself; that of a cancelled command, within LEAVING_MS.
 */
export async function runAtEdge(
  options: { json?: true | undefined },
  work: (context: WorkContext) => Promise<CommandResult>,
): Promise<void> {
  const abort = new AbortController()
  let asked = 0
  const interrupt = () => {
    if (abort.signal.aborted && Date.now() - asked > SAME_PRESS_MS) process.exit(EXIT.interrupted)
    if (abort.signal.aborted) return
    asked = Date.now()
    abort.abort()
  }
  const terminate = () => {
    abort.abort(TERMINATED)
    setTimeout(() => process.exit(process.exitCode ?? EXIT.terminated), TERMINATION_MS).unref() // the work may have ended meanwhile
  }
  process.on('SIGINT', interrupt).on('SIGTERM', terminate)
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
    process.removeListener('SIGINT', interrupt).removeListener('SIGTERM', terminate)
    if (abort.signal.aborted) setTimeout(() => process.exit(), LEAVING_MS).unref()
  }
}

/** A failure as the one JSON object on stdout. */
export const printError = ({ code, message }: { readonly code: string; readonly message: string }): void =>
  void process.stdout.write(JSON.stringify({ error: { code, message } }) + '\n')
