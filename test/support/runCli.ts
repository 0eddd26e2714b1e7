import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'

/** Environment of a command in which threads and sockets can be killed, too: see test/e2e/fixtures/killable.js. */
export const KILLABLE = {
  NODE_OPTIONS: `--import=${pathToFileURL(join(PROJECT_ROOT, 'test/e2e/fixtures/killable.js')).href}`,
}

export interface CliResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunningCli {
  readonly child: ChildProcess
  /** All of stderr or stdout so far matches, within the test's time. */
  waitFor(pattern: RegExp): Promise<RegExpMatchArray>
  readonly ended: Promise<CliResult>
}

/** Starts `shapekin ...` as a user does, in a process of its own, killed when the test ends. */
export function startCli(args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningCli {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'scripts/shapekin.js'), ...args], {
    env: { ...process.env, ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let [stdout, stderr] = ['', '']
  const watchers = new Set<() => void>()
  const take = (add: (text: string) => void) => (chunk: Buffer) => {
    add(chunk.toString())
    for (const watch of watchers) watch()
  }
  child.stdout.on(
    'data',
    take((text) => (stdout += text)),
  )
  child.stderr.on(
    'data',
    take((text) => (stderr += text)),
  )
  const ended = new Promise<CliResult>((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })))
  const waitFor = (pattern: RegExp) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const watch = () => {
        const match = `${stdout}\n${stderr}`.match(pattern)
        if (match) {
          watchers.delete(watch)
          resolve(match)
        }
      }
      watchers.add(watch)
      watch()
      void ended.then((result) => reject(new Error(`ended with ${result.code} before ${pattern}: ${result.stderr}`)))
    })
  return { child, waitFor, ended }
}

export const runCli = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CliResult> =>
  startCli(args, env).ended
