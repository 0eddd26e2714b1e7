import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ShapekinError } from '../../shared/errors.js'
import { PROJECT_ROOT } from '../system/projectRoot.js'
import { makeOwnFolder } from './ownFolder.js'
import type { BlenderInstall } from './blenderInstall.js'
import { BACKGROUND, missingModule } from './probeBlender.js'

export interface HeadlessOptions {
  /** Arguments of the script; Blender gets them after `--`. */
  readonly args: readonly string[]
  /** Default: the add-on's headless entry. */
  readonly script?: string
  readonly env?: Readonly<Record<string, string>>
  /** Stops Blender when it is aborted. */
  readonly signal?: AbortSignal
  /** Time limit; none by default. */
  readonly seconds?: number
  /** Called with each line that Blender prints. */
  readonly onLog?: (line: string) => void
}

/** A running Blender without a window. */
export interface HeadlessBlender {
  readonly pid: number
  /** Resolves when it ended with 0 or was stopped; rejects with `blender.died`, `blender.missingModule` or `blender.tooSlow`. */
  readonly ended: Promise<void>
  /** Writes a line to its standard input. */
  tell(line: string): void
  /** Asks Blender to end by closing its standard input, and kills it after `graceMs` milliseconds (default 1000). */
  stop(graceMs?: number): Promise<void>
}

/**
 * Milliseconds. The add-on ends within 0.3 s of being asked, and stopping everything on SIGTERM should take 2 s at
 * most.
 */
const STOP_GRACE_MS = 1000
/** How many of the last printed lines the error quotes. */
const TAIL_LINES = 8

/**
 * Starts Blender in the background with a script of ours, by default `blender_addon/headless.py`.
 * It can't outlive us: the script ends when its standard input ends (SHAPEKIN_STOP_WITH_STDIN tells it so).
 * Preferences and temporary files lie in a folder that is removed at the end; the user's are not read.
 *
 * @throws ShapekinError `blender.notWorking` (through `ended`) when it can't be started
 */
export function startHeadlessBlender(install: BlenderInstall, options: HeadlessOptions): HeadlessBlender {
  const script = options.script ?? join(PROJECT_ROOT, 'blender_addon', 'headless.py')
  const home = makeOwnFolder()
  const child = spawn(install.path, [...blenderArguments(install, script), ...options.args], {
    env: { ...process.env, ...install.env, ...isolate(home), ...options.env, SHAPEKIN_STOP_WITH_STDIN: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32', // Ctrl-C in the terminal is for us; we stop Blender in good order
  })
  child.stdin.on('error', () => {}) // it may be gone before we close the pipe
  const tail = keepTail(child, options.onLog)

  let why: 'stopped' | 'tooSlow' | undefined
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const end = async (reason: 'stopped' | 'tooSlow', graceMs: number) => {
    why ??= reason
    child.stdin.end()
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
    await closed
    clearTimeout(timer)
  }
  const stop = (graceMs = STOP_GRACE_MS) => end('stopped', graceMs)
  const kill = () => child.kill('SIGKILL')
  const abort = () => void stop()
  const seconds = options.seconds
  const limit = seconds === undefined ? undefined : setTimeout(() => void end('tooSlow', 0), seconds * 1000)
  process.once('exit', kill)
  if (options.signal?.aborted) abort()
  options.signal?.addEventListener('abort', abort, { once: true })

  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', (error) =>
      reject(new ShapekinError('blender.notWorking', { path: install.path, reason: error.message })),
    )
    child.once('close', (code, signal) => {
      clearTimeout(limit)
      process.removeListener('exit', kill)
      options.signal?.removeEventListener('abort', abort)
      rmSync(home, { recursive: true, force: true })
      if (why === 'tooSlow') return reject(new ShapekinError('blender.tooSlow', { seconds: seconds ?? 0 }))
      if (why === 'stopped' || code === 0) return resolve()
      const module = missingModule(tail.join('\n'))
      if (module) return reject(new ShapekinError('blender.missingModule', { path: install.path, module }))
      const how = signal ? `killed by ${signal}` : `exit code ${code}`
      reject(new ShapekinError('blender.died', { how, words: tail.join(' | ') || 'nothing' }))
    })
  })
  ended.catch(() => {}) // a caller that does not wait for the end must not crash on an unhandled rejection
  const tell = (line: string) => void child.stdin.write(`${line}\n`)
  return { pid: child.pid ?? -1, ended, tell, stop }
}

/** How a script is handed to this kind of Blender; the script's own arguments follow. */
export const blenderArguments = ({ kind }: BlenderInstall, script: string): string[] =>
  kind === 'wheel' ? [script] : [...BACKGROUND, '--python', script, '--']

/** Settings that keep Blender away from the user's preferences, add-ons and temporary files. */
const isolate = (home: string): Record<string, string> => ({
  BLENDER_USER_RESOURCES: home, // 4.2 and later
  BLENDER_USER_CONFIG: join(home, 'config'),
  BLENDER_USER_SCRIPTS: join(home, 'scripts'),
  TMPDIR: home,
  PYTHONUNBUFFERED: '1',
  PYTHONDONTWRITEBYTECODE: '1',
})

function keepTail(child: ChildProcess, onLog?: (line: string) => void): string[] {
  const tail: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      if (!line.trim()) return
      tail.push(line)
      if (tail.length > TAIL_LINES) tail.shift()
      onLog?.(line)
    })
  }
  return tail
}
