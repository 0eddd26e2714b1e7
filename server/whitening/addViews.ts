import type { Checkpoint } from '../checkpoint/checkpoint.js'
import type { Table } from '../table/table.js'
import { fitViewBlock } from './fitViewBlock.js'
import { membersByClass } from './fitWhitening.js'
import { usefulRows } from './usefulRows.js'

/**
 * A checkpoint with a view block, learned from labelled shapes; what it knows of geometry stays.
 *
 * @param labelled described as the checkpoint wants it; rows that repeat others or are of a class of one or two are left out
 * @param looks    (rows) sight of each, packed
 * @throws ShapekinError `input.invalid` when no class is left
 */
export function addViews(checkpoint: Checkpoint, labelled: Table, looks: readonly Float32Array[]): Checkpoint {
  const kept = usefulRows(labelled)
  const classes = kept.map((i) => labelled.classes[i])
  const views = fitViewBlock(
    kept.map((i) => looks[i]),
    classes,
  )
  const { record } = checkpoint
  const metrics = { ...record.metrics, views: { shapes: kept.length, classes: membersByClass(classes).size } }
  return { ...checkpoint, views, record: { ...record, metrics } }
}
