import { existsSync, mkdtempSync, rmdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Why nothing can be written in a folder, which need not exist yet. It tries in the folder, or in the part of its path
 * that exists, and leaves nothing behind.
 *
 * @returns the system's code (`EACCES`); undefined when writing works
 */
export function whyNotWritable(folder: string): string | undefined {
  try {
    rmdirSync(mkdtempSync(join(nearestThere(folder), '.shapekin-')))
    return undefined
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code ?? String(cause)
  }
}

/**
 * Goes up step by step, because Node's own recursive mkdir never ends below a folder that accepts no folders, such as
 * /proc.
 */
const nearestThere = (path: string): string => (existsSync(path) ? path : nearestThere(dirname(path)))
