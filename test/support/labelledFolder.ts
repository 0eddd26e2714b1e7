import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { wordClass } from '../../server/library/wordClass.js'

export interface LabelledFile {
  readonly path: string
  readonly name: string
}

/**
 * The STL and OBJ files under a folder by path, with their classes: the folder they lie in, or the first word of the name.
 */
export function labelledFolder(folder: string, label: 'folder' | 'firstWord'): LabelledFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(obj|stl)$/i.test(path))
    .sort()
    .map((path) => join(folder, path))
    .map((path) => ({ path, name: label === 'folder' ? basename(dirname(path)) : wordClass(path) }))
}
