import { realpathSync } from 'node:fs'
import { isAbsolute, resolve, sep, win32 } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import type { SceneTask } from '../../shared/schema/sceneRequest.js'

/** The folders of this computer that a request may name. */
export class AllowedFolders {
  private readonly folders: readonly string[] | undefined

  /**
   * @param folders   default every folder that the user may read, as for any program of the user
   * @param isWindows whether names of devices and of other computers are refused
   */
  constructor(
    folders: readonly string[] | undefined,
    private readonly isWindows = process.platform === 'win32',
  ) {
    this.folders = folders?.map(realPath)
  }

  /**
   * Checks a path that a request names: it must be absolute, and lie in an allowed folder after `..` and links are
   * followed.
   *
   * @param field name of the field that holds the path, for the error
   * @returns     the path without `..`
   * @throws ShapekinError `input.invalid`, `input.outside`
   */
  check(path: string, field: string): string {
    const invalid = (problem: string) => new ShapekinError('input.invalid', { field, problem })
    if (path.includes('\0')) throw invalid('it holds a zero byte')
    if (!isAbsolute(path) && !(this.isWindows && win32.isAbsolute(path))) throw invalid('an absolute path is expected')
    if (this.isWindows && isDevice(path)) throw invalid('it names a device or another computer')
    if (!this.allows(path)) throw new ShapekinError('input.outside', { path })
    return resolve(path)
  }

  /** Checks the paths that a task of a scene names. @throws as `check` */
  checkTask(task: SceneTask): void {
    if (task.task === 'similar' && task.library !== '') this.check(task.library, 'library')
  }

  /** Whether what a path leads to lies in an allowed folder. */
  allows(path: string): boolean {
    if (this.folders === undefined) return true
    const real = realPath(path)
    return this.folders.some(
      (folder) => real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep),
    )
  }
}

/** Opening `\\HOST\SHARE` sends the user's credentials to that host; `C:\NUL` and its like never end, or print. */
const isDevice = (path: string): boolean =>
  /^[\\/]{2}/.test(path) ||
  path.split(/[\\/]/).some((name) => /^(con|prn|aux|nul|com\d|lpt\d)[ .:]*(\.|:|$)/i.test(name))

/** The path with links resolved; where it does not exist, as far as it does. */
function realPath(path: string): string {
  const whole = resolve(path)
  try {
    return realpathSync(whole)
  } catch {
    const at = whole.lastIndexOf(sep)
    return at <= 0 ? whole : resolve(realPath(whole.slice(0, at) || sep), whole.slice(at + 1))
  }
}
