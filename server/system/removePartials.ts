import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isPartial } from './writeWhole.js'

/** Removes what a process left that was killed while it wrote, anywhere below a folder in which nobody else writes. */
export function removePartials(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && isPartial(entry.name)) rmSync(join(entry.parentPath, entry.name), { force: true })
}
