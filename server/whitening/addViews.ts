import type { Checkpoint } from '../checkpoint/checkpoint.js'
import type { Table } from '../table/table.js'
import { fitViewBlock } from './fitViewBlock.js'
import { membersByClass } from './fitWhitening.js'
import { tapsToLearn } from './tapsToLearn.js'
import { usefulRows } from './usefulRows.js'

/**
 * Adds a view block, learned from labelled shapes, to a checkpoint. Its layer for the geometry is not changed.
 *
 * @param labelled descriptions of the kind that the checkpoint expects; rows that repeat others, or whose class has
 *   only one or two rows, are left out
 * @param looks    (rows) packed sight of each
 * @throws ShapekinError `input.invalid` when no class is left
 */
export function addViews(checkpoint: Checkpoint, labelled: Table, looks: readonly Float32Array[]): Checkpoint {
  const kept = usefulRows(labelled)
  const classes = kept.map((i) => labelled.classes[i])
  const views = fitViewBlock(
    kept.map((i) => looks[i]),
    classes,
    tapsToLearn(checkpoint.expects),
  )
  const { record } = checkpoint
  const metrics = { ...record.metrics, views: { shapes: kept.length, classes: membersByClass(classes).size } }
  return { ...checkpoint, views, record: { ...record, metrics } }
}
