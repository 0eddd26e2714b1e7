import { resolve, sep } from 'node:path'
import { readable } from './readableName.js'

/** A file or folder that was given, and the prefix of the ids of all that is found there. */
export interface Root {
  /** Absolute. */
  readonly path: string
  /** Ends with `/` where it is not empty. */
  readonly prefix: string
}

/**
 * Chooses the prefixes of ids. A single path gets no prefix: ids are paths below a folder, or the name of a file.
 * Several paths get their last names as prefixes; where two of these are equal, all get as many last names as tell them
 * apart: `a/kit` and `b/kit` give `a/kit/...` and `b/kit/...`. A path inside another one is part of that one. So ids
 * depend only on the given paths, not on what is found there, and no two files get the same id.
 *
 * @param paths as a person gave them
 */
export function nameRoots(paths: readonly string[]): readonly Root[] {
  const all = [...new Set(paths.map((path) => resolve(path)))]
  const roots = all.filter((path) => !all.some((other) => isInside(path, other)))
  if (roots.length === 1) return [{ path: roots[0], prefix: '' }]
  const names = roots.map((path) =>
    path
      .split(sep)
      .filter((name) => name !== '')
      .map(readable),
  )
  const most = Math.max(...names.map(({ length }) => length))
  for (let count = 1; ; count++) {
    const ends = names.map((each) => `${each.slice(-count).join('/')}/`)
    const areApart = ends.every((end, i) => !ends.some((other, j) => j !== i && other.startsWith(end)))
    if (areApart || count >= most) return roots.map((path, i) => ({ path, prefix: ends[i] }))
  }
}

/** Whether the path lies somewhere below the folder. */
export const isInside = (path: string, folder: string): boolean =>
  path !== folder && path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
