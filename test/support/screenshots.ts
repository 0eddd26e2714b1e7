import { join } from 'node:path'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'

/** Folder of pictures that tests take for a person to look at; not kept. */
export const SHOTS = join(PROJECT_ROOT, '.cache/screenshots')
