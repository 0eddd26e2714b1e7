import { realpathSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import type { BlenderInstall } from './blenderInstall.js'

/** Variables that let a Python use the library of another one. Python treats an empty value as unset. */
const UNSET = { PYTHONHOME: '', PYTHONPATH: '', __PYVENV_LAUNCHER__: '' }

/**
 * What must be added to the environment for a Blender to find its own Python.
 *
 * A Blender that the system installed (such as Debian's) has no Python of its own: it looks for `python3.11` along
 * PATH and takes the library beside the first one. A virtual environment, conda or pyenv in front then gives it modules
 * of another build, of which some can not be loaded (`ssl`) and others are not there (`numpy`). So the folder of
 * Blender itself, whose package was made for the Python beside it, comes first on PATH, then the system's. A Blender of
 * blender.org and a wheel bring theirs and do not look at PATH.
 */
export function ownPythonEnvironment(
  kind: BlenderInstall['kind'],
  path: string,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  if (kind === 'wheel' || process.platform === 'win32') return UNSET
  const first = [folderOf(path), '/usr/bin', '/bin'].filter(Boolean)
  const rest = (env['PATH'] ?? '').split(delimiter).filter(Boolean)
  return { ...UNSET, PATH: [...new Set([...first, ...rest])].join(delimiter) }
}

/** Folder of the executable itself: what lies on PATH may be a link to it. '' for a bare name that is not there. */
const folderOf = (path: string): string => {
  try {
    return dirname(realpathSync(path))
  } catch {
    return ''
  }
}
