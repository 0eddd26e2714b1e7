import { ShapekinError } from '../../shared/errors.js'
import { compareDescriptors, nameDescriptor } from '../table/compareDescriptors.js'
import type { Table } from '../table/table.js'
import type { Checkpoint } from './checkpoint.js'
import { descriptorOfCheckpoint } from './hashCheckpoint.js'
import { scaledDimension } from './inputScaling.js'
import { placeRows } from './placeRows.js'

/**
 * Places every row of a table in the checkpoint's space.
 *
 * @param looks (rows) how each shape looks, as placeViews gives it; default: descriptions alone
 * @param onProgress called with the number of rows that are placed
 * @returns the same ids and classes with rows of length 1
 * @throws ShapekinError `checkpoint.otherDescriptor`
 */
export function embedTable(
  checkpoint: Checkpoint,
  table: Table,
  looks?: readonly Float32Array[],
  onProgress?: (done: number) => void,
): Table {
  const { expects, scaling } = checkpoint
  const expectedDimension = scaledDimension(scaling)
  if (compareDescriptors(table.descriptor, expects) === 'different' || table.dimension !== expectedDimension)
    throw new ShapekinError('checkpoint.otherDescriptor', {
      expected: nameDescriptor(expects),
      expectedDimension,
      found: nameDescriptor(table.descriptor),
      foundDimension: table.dimension,
    })
  const { ids, classes } = table
  const hasLooks = looks !== undefined && looks.length > 0
  return {
    descriptor: descriptorOfCheckpoint(checkpoint, hasLooks),
    ids,
    classes,
    ...placeRows(checkpoint, table.values, looks, onProgress),
  }
}
