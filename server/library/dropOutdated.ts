import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CURRENT_VERSIONS } from '../descriptor/currentDescriptor.js'
import { VIEWS_VERSION } from '../views/viewsId.js'
import { DESCRIPTIONS } from './descriptionCache.js'
import { SIGHTS } from './sightCache.js'

/** Matches a folder name that ends with a version: `shape-y-v6`. */
const VERSIONED = /^([a-z]+)-.*-v(\d+)$/

/**
 * Removes the descriptions and sights that older versions of this program kept in a home: nothing reads them any more.
 * Those of a newer version, which may share the home, stay, as does everything else there and what can not be
 * removed.
 *
 * @param home see SHAPEKIN_HOME
 */
export async function dropOutdated(home: string): Promise<void> {
  const versions: Readonly<Record<string, number | undefined>> = CURRENT_VERSIONS
  await dropOlder(join(home, DESCRIPTIONS), (kind) => versions[kind])
  await dropOlder(join(home, SIGHTS), () => VIEWS_VERSION)
}

async function dropOlder(folder: string, currentOf: (kind: string) => number | undefined): Promise<void> {
  const names = await readdir(folder).catch(() => []) // nothing was kept yet
  for (const name of names) {
    const [, kind, version] = VERSIONED.exec(name) ?? []
    if (kind !== undefined && Number(version) < (currentOf(kind) ?? 0))
      await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)
  }
}
