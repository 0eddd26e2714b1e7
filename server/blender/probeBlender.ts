import { basename } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import { PROJECT_ROOT } from '../system/projectRoot.js'
import { runProgram } from '#scripts/lib/runProgram.js'
import type { BlenderInstall } from './blenderInstall.js'
import { ownPythonEnvironment } from './ownPython.js'

/** The oldest version that the add-on is tested with. */
const OLDEST_BLENDER = '3.4'

/** A cold start from a slow disk takes some 20 s. */
const PROBE_SECONDS = 60

/** Python statements that load what the add-on needs, the add-on itself included, then tell the version. */
const LOAD = [
  'import bpy, os, sys',
  `sys.dont_write_bytecode = True; sys.path.append(${JSON.stringify(PROJECT_ROOT)})`,
  'import blender_addon.loaded',
  'os.write(1, f"\\nBlender {bpy.app.version_string}\\n".encode())',
]

/** Ends the process at once: on some versions a wheel crashes when Python exits the normal way. */
const LEAVE = 'os._exit(0)'

/** Joins the statements to one line: not every version takes more than one after `--python-expr`. */
const lineOf = (more: readonly string[]): string => [...LOAD, ...more, LEAVE].join('; ')

/**
 * Starts the Blender (or the Python with `bpy`) at `path`, loads the add-on's modules in it and asks for its version,
 * 0.5 to 1 s.
 *
 * @param env what this Blender needs beyond our own environment; its own Python is seen to here
 * @throws ShapekinError `blender.notWorking`, `blender.tooOld`, `blender.missingLibrary`, `blender.missingModule`
 */
export async function probeBlender(path: string, env: Readonly<Record<string, string>> = {}): Promise<BlenderInstall> {
  return (await tryBlender(path, env, [])).install
}

/**
 * Does what probeBlender does, and runs more Python in the same start.
 *
 * @param more Python statements without line breaks; `os` and `sys` are imported. Print with `os.write(1, ...)`, which
 *   always arrives
 * @returns the install, and all that was printed
 */
export async function tryBlender(
  path: string,
  env: Readonly<Record<string, string>>,
  more: readonly string[],
): Promise<{ readonly install: BlenderInstall; readonly printed: string }> {
  const untried = installAt(path, env)
  const printed = await startTrial(untried.kind, path, untried.env, lineOf(more))
  const version = parseVersion(printed)
  if (!version) throw new ShapekinError('blender.notWorking', { path, reason: 'it tells no Blender version' })
  if (compareVersions(version, OLDEST_BLENDER) < 0)
    throw new ShapekinError('blender.tooOld', { path, version, oldest: OLDEST_BLENDER })
  return { install: { ...untried, version }, printed }
}

/** All of the install of a Blender that can be told without starting it; parameters as probeBlender. */
export function installAt(path: string, env: Readonly<Record<string, string>>): Omit<BlenderInstall, 'version'> {
  const kind = basename(path).toLowerCase().startsWith('python') ? 'wheel' : 'program'
  return { kind, path, env: { ...env, ...ownPythonEnvironment(kind, path) } }
}

/**
 * Starts Blender and returns what it prints while it loads the add-on, or while it runs another line of Python.
 * @throws as `probeBlender`
 */
export function startTrial(
  kind: BlenderInstall['kind'],
  path: string,
  env: Readonly<Record<string, string>>,
  line: string = lineOf([]),
): Promise<string> {
  const args = kind === 'wheel' ? ['-c', line] : [...BACKGROUND, '--python-expr', line]
  return runProgram(path, args, { env, seconds: PROBE_SECONDS }).catch((error: Error) => {
    throw startError(path, error)
  })
}

/** How Blender is started without a window and without the user's settings, so that an error of Python ends it. */
export const BACKGROUND = ['--background', '--factory-startup', '--python-exit-code', '1'] as const

/** The error that tells why Blender ended or was ended, found in what it printed. */
export function startError(path: string, error: Error): ShapekinError {
  const { message } = error
  const library = /(\S+\.so[.\d]*): cannot open shared object file/.exec(message)?.[1]
  if (library) return new ShapekinError('blender.missingLibrary', { path, library }, { cause: error })
  const version = parseVersion(message)
  if (version && compareVersions(version, OLDEST_BLENDER) < 0)
    return new ShapekinError('blender.tooOld', { path, version, oldest: OLDEST_BLENDER })
  const module = missingModule(message)
  if (module) return new ShapekinError('blender.missingModule', { path, module }, { cause: error })
  const [, seconds] = /was stopped after (\d+) s\./.exec(message) ?? []
  const lines = message.split('\n')
  const reason = seconds
    ? `it was not ready within ${seconds} s`
    : (lines.find((line) => /^\w*Error: (?!script failed)/.test(line)) ?? lines.at(-1) ?? '')
  return new ShapekinError('blender.notWorking', { path, reason: reason.replace(/\.$/, '') }, { cause: error })
}

/** The module that Python did not find, by what it printed; Debian's Blender only recommends NumPy. */
export const missingModule = (output: string): string | undefined =>
  /^ModuleNotFoundError: No module named '(\w+)/m.exec(output)?.[1]

/** `5.0.1` out of what `blender --version` prints. */
export const parseVersion = (output: string): string | undefined => /^Blender (\d+(?:\.\d+)+)/m.exec(output)?.[1]

/** Negative when `a` is the older one; missing parts count as 0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  for (let part = 0; part < Math.max(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
