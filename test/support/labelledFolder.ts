import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

export interface LabelledFile {
  readonly path: string
  readonly name: string
}

/** Words of a function or a material, not of a shape: ../shared/kenney/README.md. */
const NO_SHAPE = new Set('modular detail wood metal grey path ground side split round narrow'.split(' '))

/**
 * The STL and OBJ files under a folder with their classes, by path: the file's folder, or, where most file names of
 * the library differ by more than a letter inside a folder, the first word of the name.
 */
export function labelledFolder(folder: string, label: 'folder' | 'firstWord'): LabelledFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(obj|stl)$/i.test(path))
    .sort()
    .map((path) => join(folder, path))
    .map((path) => ({ path, name: label === 'folder' ? basename(dirname(path)) : firstWord(basename(path)) }))
}

/** `treePineTallA.obj` -> `tree`; '' for a word that says nothing about the shape. */
function firstWord(fileName: string): string {
  const word = /[A-Z]?[a-z]+|[A-Z]+/.exec(fileName)?.[0].toLowerCase() ?? ''
  return NO_SHAPE.has(word) ? '' : word
}
