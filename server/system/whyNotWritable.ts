import { existsSync, mkdtempSync, rmdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Why nothing can be made in a folder, which need not exist yet: found out by trying, in it or in what is there of its
 * path; leaves nothing behind.
 *
 * @returns the system's word (`EACCES`); undefined when something can be made
 */
export function whyNotWritable(folder: string): string | undefined {
  try {
    rmdirSync(mkdtempSync(join(nearestThere(folder), '.shapekin-')))
    return undefined
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code ?? String(cause)
  }
}

/** By steps: Node's own recursive mkdir never ends below a folder that takes no folders, such as /proc. */
const nearestThere = (path: string): string => (existsSync(path) ? path : nearestThere(dirname(path)))
