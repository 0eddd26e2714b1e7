import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { isAlive, OWN_IDENTITY, ProcessIdentity } from '../system/processIdentity.js'

const PREFIX = 'shapekin-blender-'
const OWNER_FILE = 'owner.json'
/** The host is part of it because containers may share a folder of temporary files, but not their processes. */
const Owner = ProcessIdentity.extend({ host: z.string() })

/** Makes a temporary folder for one Blender; a file in it says which process owns it. */
export function makeOwnFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), PREFIX))
  const owner: z.infer<typeof Owner> = { ...OWN_IDENTITY, host: hostname() }
  writeFileSync(join(folder, OWNER_FILE), JSON.stringify(owner))
  return folder
}

/**
 * Removes the folders of processes that were killed. A folder that can not be removed, such as another user's, stays.
 */
export function removeStaleFolders(): void {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name)
    try {
      const owner = Owner.parse(JSON.parse(readFileSync(join(folder, OWNER_FILE), 'utf8')))
      if (owner.host === hostname() && !isAlive(owner)) rmSync(folder, { recursive: true, force: true })
    } catch {
      // The folder is just being made, or is not one of ours.
    }
  }
}
