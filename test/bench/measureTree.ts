import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'

/** What a command and all processes under it took. */
export interface TreeMeasure {
  readonly seconds: number
  readonly processor: number
  /** Most of the sum of PSS, looked at five times a second. */
  readonly megabytes: number
}

/** What a command says goes to stderr, which is read only where it fails. Bytes. */
const MOST_SAID = 2 ** 26

/**
 * Runs a command to its end, on Linux.
 *
 * @throws Error with the last line that it printed where it fails
 */
export async function measureTree(command: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<TreeMeasure> {
  const script = join(PROJECT_ROOT, 'test/bench/measure_tree.py')
  const { stdout, stderr } = await promisify(execFile)('python3', [script, ...command], {
    env: { ...process.env, ...env },
    maxBuffer: MOST_SAID,
  })
  const { code, ...measured } = JSON.parse(stdout) as TreeMeasure & { code: number }
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}: ${stderr.trim().split('\n').at(-1)}`)
  return measured
}

export const showTree = ({ seconds, processor, megabytes }: TreeMeasure): string =>
  `${seconds.toFixed(1)} s, ${processor.toFixed(1)} of the processor, ${megabytes.toFixed(0)} MB`
