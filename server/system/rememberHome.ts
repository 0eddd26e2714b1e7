import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from '#scripts/lib/cacheFolder.js'

/**
 * Writes the path of this home to where an add-on of the same user looks for it, because an installed add-on is in no
 * project. So the add-on finds the token by itself. The token stays in its own file. Nothing depends on this, so errors
 * are ignored.
 */
export function rememberHome(folder: string): void {
  try {
    writeFileSync(join(cacheFolder(), 'home'), `${folder}\n`)
  } catch {
    // The cache can not be written; the user then has to paste the token.
  }
}
