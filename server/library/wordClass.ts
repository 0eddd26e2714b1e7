import { parse } from 'node:path'

/** Words for a function, a place or a material, which say nothing about a shape. */
const NO_SHAPE = new Set('modular detail wood metal grey path ground side split round narrow'.split(' '))

/**
 * The rough class in an artist's file name, which is its first word: `treePineTallA.obj` is a `tree`; '' where there
 * is none.
 */
export function wordClass(path: string): string {
  const word = /[A-Z]?[a-z]+|[A-Z]+/.exec(parse(path).name)?.[0].toLowerCase() ?? ''
  return NO_SHAPE.has(word) ? '' : word
}
