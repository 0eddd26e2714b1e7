import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from '#scripts/lib/cacheFolder.js'

/**
 * Leaves the path of this home where an add-on of the same user looks, so that it finds the token by itself: an installed
 * add-on lies in no project. The token stays in its own file. Nothing depends on it: a failure is no failure.
 */
export function rememberHome(folder: string): void {
  try {
    writeFileSync(join(cacheFolder(), 'home'), `${folder}\n`)
  } catch {
    // A cache that can not be written: the token is pasted then.
  }
}
