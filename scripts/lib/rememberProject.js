import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './cacheFolder.js'
import { PROJECT_ROOT } from './projectRoot.js'

/**
 * Writes the paths of this project and of this Node to where an add-on of the same user looks, so that it can start a
 * server: an installed add-on is in no project, and a Blender that was started from a menu does not have a terminal's
 * PATH. Nothing depends on this, so errors are ignored.
 */
export function rememberProject() {
  try {
    const kept = { project: PROJECT_ROOT, node: process.execPath }
    writeFileSync(join(cacheFolder(), 'project.json'), `${JSON.stringify(kept)}\n`)
  } catch {
    // The cache can not be written; the user then has to set the folder in the add-on's preferences.
  }
}
