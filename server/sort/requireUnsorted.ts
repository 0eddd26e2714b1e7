import { ShapekinError } from '../../shared/errors.js'

/**
 * Checks that there are shapes with a class, to learn from, and shapes without one, to place.
 *
 * @param classes '' = none
 * @throws ShapekinError `sort.noClass` when no shape has a class, `sort.nothingToPlace` when all have one
 */
export function requireUnsorted(classes: readonly string[]): void {
  const sorted = classes.filter((name) => name !== '').length
  if (sorted === 0) throw new ShapekinError('sort.noClass', { count: classes.length })
  if (sorted === classes.length) throw new ShapekinError('sort.nothingToPlace', { count: classes.length })
}
