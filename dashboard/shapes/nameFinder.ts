import type { ShownShapes } from '../../shared/schema/shownShapes.js'

/**
 * Tells whether a shape's name or class contains a text, in upper or lower case.
 *
 * @param search '' matches all
 */
export function nameFinder(
  { ids, classes }: Pick<ShownShapes, 'ids' | 'classes'>,
  search: string,
): (row: number) => boolean {
  const wanted = search.trim()
  if (wanted === '') return () => true
  // A regular expression, so that no lower-case text is made for each of 100,000 shapes.
  const pattern = new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'iu')
  return (row) => pattern.test(ids[row]) || pattern.test(classes[row])
}
