import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { ShapekinError } from '../../shared/errors.js'
import { runProgram } from '#scripts/lib/runProgram.js'
import { type BlenderWheel, librariesIn, pythonIn, wheelEnvironment, wheelFolder } from './blenderWheels.js'
import { canFetchLibraries, fetchLibraries } from './fetchLibraries.js'
import { findPython } from './findPython.js'
import type { BlenderInstall } from './blenderInstall.js'
import { probeBlender } from './probeBlender.js'

/** Seconds that pip may take: enough for 400 MB over a slow line. */
const INSTALL_SECONDS = 1800

/**
 * Installs Blender as a Python module into a virtual environment of ours (1 GB on disk); needs no root. A wheel that
 * is installed already is only started once, as a check.
 *
 * @throws ShapekinError `blender.notInstallable` (no such Python, pip failed), `blender.missingLibrary`
 */
export async function installWheel(wheel: BlenderWheel, say: (text: string) => void): Promise<BlenderInstall> {
  const folder = wheelFolder(wheel.version)
  if (!existsSync(folder)) {
    const python = await findPython(wheel.python)
    if (!python) throw notInstallable(wheel, `there is no Python ${wheel.python}`)
    const partial = `${folder}.partial`
    await rm(partial, { recursive: true, force: true })
    try {
      await createEnvironment(python, partial, wheel)
      say(`download Blender ${wheel.version} as a Python module (400 MB)`)
      const packages = [`bpy==${wheel.version}`, ...wheel.requirements]
      const pip = ['-m', 'pip', '--python', pythonIn(partial), 'install', '--quiet', '--only-binary', ':all:']
      await runProgram(python.path, [...python.args, ...pip, ...packages], { seconds: INSTALL_SECONDS })
      await rename(partial, folder)
    } catch (error) {
      await rm(partial, { recursive: true, force: true })
      throw error instanceof ShapekinError ? error : notInstallable(wheel, lastLine(error))
    }
  }
  return probeOrFetchLibraries(folder, say)
}

async function probeOrFetchLibraries(folder: string, say: (text: string) => void): Promise<BlenderInstall> {
  const probe = () => probeBlender(pythonIn(folder), wheelEnvironment(folder))
  try {
    return await probe()
  } catch (error) {
    const isMissing = error instanceof ShapekinError && error.code === 'blender.missingLibrary'
    if (!isMissing || !canFetchLibraries() || existsSync(librariesIn(folder))) throw error
    await fetchLibraries(librariesIn(folder), say).catch(() => {
      throw error // the error that names the missing library helps more than the reason why apt failed
    })
    return probe()
  }
}

/**
 * The environment has no pip of its own: Debian's Python can make one only with a further package, and the outer pip
 * can install into it.
 */
async function createEnvironment(python: { path: string; args: string[] }, folder: string, wheel: BlenderWheel) {
  const run = (...args: string[]) => runProgram(python.path, [...python.args, ...args], { seconds: 120 })
  await run('-m', 'pip', '--version').catch(() => {
    throw notInstallable(wheel, `Python ${wheel.python} has no pip`)
  })
  await run('-m', 'venv', '--without-pip', folder)
}

const notInstallable = (wheel: BlenderWheel, reason: string) =>
  new ShapekinError('blender.notInstallable', { what: `Blender ${wheel.version} as a Python module`, reason })

const lastLine = (error: unknown): string =>
  String(error instanceof Error ? error.message : error)
    .split('\n')
    .at(-1) ?? ''
