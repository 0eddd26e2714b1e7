import { existsSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import { classesAtLevel, findClassLevel } from '../sort/findClassLevel.js'
import type { MeshFile } from './findMeshFiles.js'
import { isInside } from './nameRoots.js'
import { readable } from './readableName.js'

/** How a person says which folders are the classes of a library; without any field they are found. */
export interface ClassChoice {
  /** Level of folders whose names are classes, 1 = directly in the library. */
  readonly classLevel?: number | undefined
  /** Folder in the library whose own folders are the classes. */
  readonly classesIn?: string | undefined
  /** Folder in the library whose files have no class. */
  readonly unsorted?: string | undefined
}

export interface LibraryClasses {
  /** (files) the class of each file; '' = to be placed. */
  readonly classes: readonly string[]
  /** Level of folders, 1 = directly in the library. */
  readonly level: number
  readonly wasGiven: boolean
}

/**
 * The class of each file of a library, before any is read.
 *
 * @throws ShapekinError `input.invalid` for a folder that is not in the library, or two ways to say where the classes are
 */
export function findClasses(
  library: string,
  { files }: { readonly files: readonly Pick<MeshFile, 'below' | 'packed'>[] },
  { classLevel, classesIn, unsorted }: ClassChoice,
): LibraryClasses {
  if (classLevel !== undefined && classesIn !== undefined)
    throw new ShapekinError('input.invalid', { field: 'class-level', problem: 'give it or --classes-in, not both' })
  const within = classesIn === undefined ? '' : wayTo(library, classesIn, 'classes-in')
  const apart = unsorted === undefined ? undefined : wayTo(library, unsorted, 'unsorted')
  const ways = files.map(({ below, packed }) => (packed ? below.replace(/\.zip(?=\/)/i, '') : below)) // an archive is a folder
  const isSortable = ways.map((way) => way.startsWith(within) && !(apart !== undefined && way.startsWith(apart)))
  const given = classesIn === undefined ? classLevel : within.split('/').length
  const level = given ?? findClassLevel(ways.filter((_, i) => isSortable[i]))
  return {
    classes: classesAtLevel(ways, level).map((name, i) => (isSortable[i] ? name : '')),
    level,
    wasGiven: given !== undefined,
  }
}

/** Path from the library to a folder in it, ending with `/`; '' = the library itself. */
function wayTo(library: string, folder: string, field: string): string {
  const root = resolve(library)
  const place = [resolve(root, folder), resolve(folder)].find(
    (path) => existsSync(path) && (path === root || isInside(path, root)),
  )
  if (place === undefined)
    throw new ShapekinError('input.invalid', { field, problem: `there is no folder ${folder} in ${library}` })
  return place === root ? '' : `${relative(root, place).split(sep).map(readable).join('/')}/`
}
