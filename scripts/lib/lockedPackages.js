import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from './projectRoot.js'

/**
 * Whether node_modules holds what package-lock.json says; npm keeps a lock file of its own in node_modules to compare
 * with.
 */
export function hasLockedPackages() {
  const packagesIn = (file) => JSON.parse(readFileSync(join(PROJECT_ROOT, file), 'utf8')).packages
  if (!existsSync(join(PROJECT_ROOT, 'node_modules/.package-lock.json'))) return false
  const installed = packagesIn('node_modules/.package-lock.json')
  return Object.entries(packagesIn('package-lock.json')).every(
    ([path, { version, optional }]) =>
      path === '' || (path in installed ? installed[path].version === version : optional),
  )
}
