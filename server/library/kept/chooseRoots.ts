import { resolve, sep } from 'node:path'
import type { LibraryRoot } from '../../catalog/rootRows.js'
import { isInside } from '../nameRoots.js'
import { readable } from '../readableName.js'

export interface ChosenRoots {
  /** What is to be looked at: roots of the library, and new ones (id 0). */
  readonly roots: readonly LibraryRoot[]
  /** Roots of the library inside new ones, which take their files over. */
  readonly swallowed: readonly LibraryRoot[]
}

/**
 * Which roots are to be looked at for paths that were given. A path inside a root is part of that one. What the ids of a new
 * one begin with never changes: its name, or as many last names of its path as tell it from those that are there.
 *
 * @param known of the library
 * @param how   the files are read; default as before, and of new ones y up and a file a shape. `up` none = it does not matter
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
    if (around !== undefined && own === undefined) continue // of another path that was given
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
