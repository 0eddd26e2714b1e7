import { resolve, sep } from 'node:path'
import type { LibraryRoot } from '../../catalog/rootRows.js'
import { isInside } from '../nameRoots.js'
import { readable } from '../readableName.js'

export interface ChosenRoots {
  /** The roots to look at: those of the library, and new ones (id 0). */
  readonly roots: readonly LibraryRoot[]
  /** Roots of the library that lie inside new ones, which take over their files. */
  readonly swallowed: readonly LibraryRoot[]
}

/**
 * Chooses the roots to look at for the given paths. A path inside a root is part of that root. A new root gets a
 * prefix for its ids that never changes: its name, or as many of the last names of its path as tell it apart from the
 * roots that exist.
 *
 * @param known roots of the library
 * @param how   how the files are read; default as before, and for new roots y up and one shape for each file. `up`
 *   none = the up axis does not matter
 */
export function chooseRoots(
  paths: readonly string[],
  known: readonly LibraryRoot[],
  how: { readonly up?: LibraryRoot['up'] | undefined; readonly split?: LibraryRoot['split'] | undefined },
): ChosenRoots {
  const roots = new Map<string, LibraryRoot>()
  const all = [...new Set(paths.map((path) => resolve(path)))]
  for (const path of all) {
    const around = [...known.map((root) => root.path), ...all].find((other) => isInside(path, other))
    const own = known.find((root) => root.path === (around ?? path))
    if (around !== undefined && own === undefined) continue // it lies inside another path that was given
    const { id = 0, up = 'y', ups = {}, split = 'none' } = own ?? {}
    const place = own?.path ?? path
    const prefix =
      own?.prefix ?? newPrefix(path, [...known.filter((root) => !isInside(root.path, path)), ...roots.values()])
    roots.set(place, { id, path: place, prefix, up: how.up ?? up, ups, split: how.split ?? split })
  }
  const chosen = [...roots.values()]
  return {
    roots: chosen,
    swallowed: known.filter(({ path }) => chosen.some((root) => isInside(path, root.path))),
  }
}

function newPrefix(path: string, taken: readonly LibraryRoot[]): string {
  const isApart = (prefix: string) =>
    taken.every((other) => !other.prefix.startsWith(prefix) && !prefix.startsWith(other.prefix))
  const names = path
    .split(sep)
    .filter((name) => name !== '')
    .map(readable)
  const ends = names.map((_, i) => `${names.slice(names.length - 1 - i).join('/')}/`)
  const found = ends.find(isApart)
  if (found !== undefined) return found
  for (let n = 2; ; n++) {
    const prefix = `${names.at(-1) ?? 'root'} (${n})/`
    if (isApart(prefix)) return prefix
  }
}
