import { accessSync, constants, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { PROJECT_ROOT } from './projectRoot.js'

/**
 * Folder for large files that all clones can share: libtensorflow, bpy wheels. It is SHAPEKIN_CACHE, else `shapekin`
 * in the user's cache, else `.cache` of this clone where no home can be written.
 */
export function cacheFolder() {
  const { SHAPEKIN_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  const userCache = XDG_CACHE_HOME || LOCALAPPDATA || join(homedir(), '.cache')
  for (const folder of SHAPEKIN_CACHE ? [SHAPEKIN_CACHE] : [join(userCache, 'shapekin'), join(PROJECT_ROOT, '.cache')])
    if (isWritable(folder)) return folder
  throw new Error(`No cache folder can be written. Name one with SHAPEKIN_CACHE.`)
}

function isWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
