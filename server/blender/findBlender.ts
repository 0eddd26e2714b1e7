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
 * @throws ShapekinError `blender.notWorking`, `blender.tooOld`, `blender.missingLibrary` only for the one that
 *   SHAPEKIN_BLENDER names: no other is tried in its place
 */
export async function findBlender(env: NodeJS.ProcessEnv = process.env): Promise<BlenderInstall | undefined> {
  for await (const found of tryEveryBlender(env, probeBlender)) return found
  return undefined
}

/** A Blender that was found but does not work. */
export interface BrokenBlender {
  readonly path: string
  readonly error: ShapekinError
}

/**
 * Tries every Blender found on this machine, one after another, and yields what `start` gives for each that works.
 *
 * @param start    starts the Blender at this path with these additions to the environment; throws when it does not
 *   work
 * @param onBroken called with each Blender that does not work
 * @throws what `start` throws for the Blender that SHAPEKIN_BLENDER names
 */
export async function* tryEveryBlender<Tried>(
  env: NodeJS.ProcessEnv,
  start: (path: string, env: Readonly<Record<string, string>>) => Promise<Tried>,
  onBroken: (broken: BrokenBlender) => void = () => undefined,
): AsyncGenerator<Tried> {
  for (const { path, env: own, isNamed } of blenderCandidates(env)) {
    try {
      yield await start(path, own)
    } catch (cause) {
      if (isNamed) throw cause
      onBroken({ path, error: toShapekinError(cause) })
    }
  }
}

/** A place where a Blender may be. */
export interface BlenderCandidate {
  readonly path: string
  /** What it needs beyond our own environment. */
  readonly env: Readonly<Record<string, string>>
  /** Whether SHAPEKIN_BLENDER names it. */
  readonly isNamed: boolean
}

/** Where a Blender may be on this machine, in the order in which they are tried. */
export function blenderCandidates(env: NodeJS.ProcessEnv): BlenderCandidate[] {
  const given = env['SHAPEKIN_BLENDER']
  const named = given && isFolder(given) ? join(given, 'blender') : given
  const found = [
    ...blenderPlaces(env).map((path) => ({ path, env: {} })),
    ...installedWheels()
      .map(({ version }) => wheelFolder(version))
      .map((folder) => ({ path: pythonIn(folder), env: wheelEnvironment(folder) })),
  ]
  return [
    ...(named ? [{ path: named, env: {}, isNamed: true }] : []),
    ...found.filter(({ path }) => path !== named).map((candidate) => ({ ...candidate, isNamed: false })),
  ]
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
