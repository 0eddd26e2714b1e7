import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './cacheFolder.js'
import { PROJECT_ROOT } from './projectRoot.js'

/**
 * Leaves the paths of this project and of this Node where an add-on of the same user looks, so that it can start a server:
 * an installed add-on lies in no project, and a Blender started from a menu has no PATH of a terminal. Nothing depends on
 * it: a failure is no failure.
 */
export function rememberProject() {
  try {
    const kept = { project: PROJECT_ROOT, node: process.execPath }
    writeFileSync(join(cacheFolder(), 'project.json'), `${JSON.stringify(kept)}\n`)
  } catch {
    // A cache that can not be written: the folder is named in the add-on's preferences then.
  }
}
