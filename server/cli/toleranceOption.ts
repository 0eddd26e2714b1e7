import { ShapekinError } from '../../shared/errors.js'
import { numberOption } from './valueOptions.js'

/**
 * Percent of the size. A person does not see a smaller difference, and rounding and gentle remeshing stay below it.
 */
const DEFAULT_TOLERANCE = 1
const LARGEST_TOLERANCE = 10

/** `--tolerance`, of commands that look for duplicates. */
export const toleranceOption = numberOption(
  '--tolerance <percent>',
  `how far surfaces may lie apart, as a share of the size (0 to ${LARGEST_TOLERANCE})`,
).default(DEFAULT_TOLERANCE)

/** @throws ShapekinError `input.invalid` */
export function checkTolerance(tolerance: number): void {
  if (tolerance >= 0 && tolerance <= LARGEST_TOLERANCE) return
  throw new ShapekinError('input.invalid', {
    field: 'tolerance',
    problem: `a percentage from 0 to ${LARGEST_TOLERANCE} is expected`,
  })
}
