import { relative, sep } from 'node:path'
import type { LibraryRoot } from '../../catalog/rootRows.js'
import { readable } from '../readableName.js'

/** The id that a file of a root has by its path, which is absolute; for a folder, how the ids of its files begin. */
export const idBelow = ({ path, prefix }: Pick<LibraryRoot, 'path' | 'prefix'>, place: string): string =>
  prefix + relative(path, place).split(sep).map(readable).join('/')
