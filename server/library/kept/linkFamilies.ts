import { mkdir, readdir, symlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ShapekinError } from '../../../shared/errors.js'
import { placedFiles } from '../../catalog/placedFiles.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { membersOf } from '../../cluster/describeFamilies.js'
import { fileOfShape } from '../../mesh/formats.js'
import { outputError } from '../../system/writeWhole.js'
import type { GroupedLibrary } from './groupLibrary.js'

/** Characters that no file system takes in a name, or that it takes for a path. */
const NO_NAME = /[/\\:*?"<>|\p{Cc}]/gu

/**
 * Writes families as folders of links to the files, `000 tree/treePine.obj`, to look through them in any program.
 * Files are neither copied nor moved. Files with the same name in a family get a number.
 *
 * @param folder new or empty
 * @returns the number of links
 * @throws ShapekinError `run.outNotEmpty`, `output.*`
 */
export async function linkFamilies(
  sql: SqlFile,
  { table: { ids }, families }: GroupedLibrary,
  folder: string,
): Promise<number> {
  const places = new Map(placedFiles(sql).map(({ id, place }) => [id, place]))
  const digits = String(Math.max(0, families.length - 1)).length
  let links = 0
  try {
    await mkdir(folder, { recursive: true })
    if ((await readdir(folder)).length > 0) throw new ShapekinError('run.outNotEmpty', { path: folder })
    for (const [group, family] of families.entries()) {
      const own = join(folder, `${String(group).padStart(digits, '0')} ${family.name.replace(NO_NAME, '_')}`.trim())
      await mkdir(own)
      const taken = new Set<string>()
      const files = new Set(membersOf(family).map((row) => fileOfShape(ids[row])))
      for (const id of files) {
        const place = places.get(id)
        if (place === undefined) continue
        await symlink(place, join(own, freeName(basename(id), taken)))
        links++
      }
    }
    return links
  } catch (cause) {
    throw outputError(folder, cause)
  }
}

/** A name that is not taken: `chair.obj`, then `chair (2).obj`. */
function freeName(name: string, taken: Set<string>): string {
  const [, stem, end] = /^(.*?)(\.[^.]*)?$/.exec(name) ?? ['', name, '']
  let free = name
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${stem} (${n})${end ?? ''}`
  taken.add(free.toLowerCase())
  return free
}
