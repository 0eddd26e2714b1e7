import { ShapekinError } from '../../shared/errors.js'
import type { Cut } from '../cluster/grouping.js'

interface CutOptions {
  readonly groups?: number | undefined
  /** Percent. */
  readonly similar?: number | undefined
  /** Likeness as a share, 0 ... 1. */
  readonly similarity?: number | undefined
}

/** @throws ShapekinError `input.invalid` unless one of the three ways to say it was taken, within its range */
export function cutOf({ groups, similar, similarity }: CutOptions): Cut {
  if ([groups, similar, similarity].filter((each) => each !== undefined).length !== 1)
    throw new ShapekinError('input.invalid', { field: 'groups', problem: 'give either --groups or --similar' })
  if (groups !== undefined) return { groups }
  if (similarity !== undefined && !(similarity >= 0 && similarity <= 1))
    throw new ShapekinError('input.invalid', { field: 'similarity', problem: 'a number from 0 to 1 is expected' })
  const percent = similar ?? 100 * (similarity ?? 0)
  if (!(percent >= 0 && percent <= 100))
    throw new ShapekinError('input.invalid', { field: 'similar', problem: 'a percentage from 0 to 100 is expected' })
  return { percent }
}
