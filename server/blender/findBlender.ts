import { statSync } from 'node:fs'
import { join } from 'node:path'
import { toShapekinError, type ShapekinError } from '../../shared/errors.js'
import { blenderPlaces } from './blenderPlaces.js'
import { installedWheels, pythonIn, wheelEnvironment, wheelFolder } from './blenderWheels.js'
import type { BlenderInstall } from './blenderInstall.js'
import { probeBlender } from './probeBlender.js'

/**
 * The Blender to work with: SHAPEKIN_BLENDER, else the first that works on PATH, in the usual places of the system,
 * among the wheels installed by us.
 *
 * @throws ShapekinError `blender.notWorking`, `blender.tooOld`, `blender.missingLibrary` for SHAPEKIN_BLENDER only:
 *   who names one wants no other
 */
export async function findBlender(env: NodeJS.ProcessEnv = process.env): Promise<BlenderInstall | undefined> {
  for await (const found of searchBlender(env)) return found
  return undefined
}

/** Every Blender that works, in the order of `findBlender`. */
export async function findEveryBlender(env: NodeJS.ProcessEnv = process.env): Promise<BlenderInstall[]> {
  const all: BlenderInstall[] = []
  for await (const found of searchBlender(env)) if (!all.some(({ path }) => path === found.path)) all.push(found)
  return all
}

/** A Blender that is there and does not work. */
export interface BrokenBlender {
  readonly path: string
  readonly error: ShapekinError
}

/** @param onBroken told of each that does not work */
export async function* searchBlender(
  env: NodeJS.ProcessEnv,
  onBroken: (broken: BrokenBlender) => void = () => undefined,
): AsyncGenerator<BlenderInstall> {
  const named = env['SHAPEKIN_BLENDER']
  if (named) yield await probeBlender(isFolder(named) ? join(named, 'blender') : named)
  const candidates = [
    ...blenderPlaces(env).map((path) => ({ path, env: {} })),
    ...installedWheels()
      .map(({ version }) => wheelFolder(version))
      .map((folder) => ({ path: pythonIn(folder), env: wheelEnvironment(folder) })),
  ]
  for (const candidate of candidates) {
    const found = await probeBlender(candidate.path, candidate.env).catch((error: unknown) =>
      onBroken({ path: candidate.path, error: toShapekinError(error) }),
    )
    if (found) yield found
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
