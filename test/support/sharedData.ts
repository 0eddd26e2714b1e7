import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'

/**
 * Folder of data that lies beside the project, not in it: `reference`, `kaykit`, `kenney`.
 *
 * @returns undefined where it is missing, after saying so: tests then skip
 */
export function sharedData(name: string): string | undefined {
  const folder = join(PROJECT_ROOT, '..', 'shared', name)
  if (existsSync(folder)) return folder
  console.warn(`SKIPPED: ${folder} is not there, so what needs it was not tested`)
  return undefined
}
