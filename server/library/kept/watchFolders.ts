import { watch, type FSWatcher } from 'node:fs'
import { ShapekinError } from '../../../shared/errors.js'
import type { WorkContext } from '../../../shared/progress.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { addFolders, type AddedFolders, type AddRequest, type StudyRunner } from './addFolders.js'
import { requireFolders } from './requireFolders.js'
import { StudyPool } from './studyPool.js'

/**
 * Milliseconds without a change after which a folder is looked at. A file that is being written changes again and
 * again.
 */
const QUIET_MS = 500
/**
 * Milliseconds. Network drives do not report what others change on them, so everything is looked at this often
 * anyway.
 */
const LOOK_EVERY_MS = 60_000

/**
 * Adds folders to a library, and again whenever something below them changes, until the signal is aborted. What was
 * added by then is kept.
 *
 * @param runner  studies the meshes; default threads of this process
 * @param onAdded called after each look that found something
 * @throws ShapekinError as addFolders, but not `cancelled`
 */
export async function watchFolders(
  sql: SqlFile,
  request: AddRequest,
  work: WorkContext,
  onAdded: (added: AddedFolders) => void,
  runner?: StudyRunner,
): Promise<void> {
  const { signal } = work
  const changes = new Changes()
  const watchers: FSWatcher[] = []
  await requireFolders(request.paths)
  const pool = new StudyPool(request)
  try {
    // Begins before the first look, which may take hours: what comes meanwhile is looked at after it.
    for (const path of request.paths) watchers.push(watchBelow(path, () => changes.note()))
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      const added = await addFolders(sql, request, work, runner ?? pool)
      if (isFirst || added.described + added.known + added.gone > 0) onAdded(added)
      await changes.settled(signal)
    }
  } catch (cause) {
    if (!(signal.aborted && cause instanceof ShapekinError && cause.code === 'cancelled')) throw cause
  } finally {
    for (const watcher of watchers) watcher.close()
    await pool.close()
  }
}

function watchBelow(path: string, onChange: () => void): FSWatcher {
  const watcher = watch(path, { recursive: true }, onChange)
  watcher.on('error', onChange) // such as a folder that went away: the next look reports it
  return watcher
}

/** Waits until no more changes come. */
class Changes {
  private isNoted = false
  private wake: () => void = () => undefined

  note(): void {
    this.isNoted = true
    this.wake()
  }

  /**
   * Resolves when QUIET_MS have passed after a change without another one, after LOOK_EVERY_MS, or when the signal is
   * aborted.
   */
  async settled(signal: AbortSignal): Promise<void> {
    if (!this.isNoted) await this.next(LOOK_EVERY_MS, signal)
    while (this.isNoted && !signal.aborted) {
      this.isNoted = false
      await this.next(QUIET_MS, signal)
    }
  }

  private next(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        this.wake = () => undefined
        resolve()
      }
      const timer = setTimeout(end, milliseconds)
      this.wake = end
      signal.addEventListener('abort', end)
      if (signal.aborted) end()
    })
  }
}
