import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from '#scripts/lib/cacheFolder.js'
import { librariesEnvironment } from './fetchLibraries.js'

/** A release of Blender as a Python module. */
export interface BlenderWheel {
  readonly version: string
  /** The only Python that it is built for. */
  readonly python: string
  /** What pip must install with it. */
  readonly requirements: readonly string[]
}

/** The releases that the add-on is tested with, newest first. There are none for 3.x. */
export const BLENDER_WHEELS: readonly BlenderWheel[] = [
  { version: '5.2.3', python: '3.13', requirements: [] },
  { version: '5.0.1', python: '3.11', requirements: [] },
  { version: '4.5.15', python: '3.11', requirements: [] },
  // Blender 4.2 crashes with NumPy 2, though its wheel does not say so.
  { version: '4.2.23', python: '3.11', requirements: ['numpy<2'] },
]

/** The virtual environment of a wheel. It exists only when it is complete. */
export const wheelFolder = (version: string): string => join(cacheFolder(), `bpy-${version}`)

/** Python of a virtual environment. */
export const pythonIn = (folder: string): string =>
  process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python')

/** Folder of system libraries beside a virtual environment, for users who can not install them system-wide. */
export const librariesIn = (folder: string): string => join(folder, 'system-libraries')

/** What must be added to the environment to start the Python of `folder`. */
export function wheelEnvironment(folder: string): Record<string, string> {
  const libraries = librariesIn(folder)
  return existsSync(libraries) ? librariesEnvironment(libraries) : {}
}

/** Wheels that Shapekin installed, newest first. */
export const installedWheels = (): BlenderWheel[] => {
  const names = readdirSync(cacheFolder())
  return BLENDER_WHEELS.filter(({ version }) => names.includes(`bpy-${version}`))
}
