import { ShapekinError } from '../../shared/errors.js'
import { compareDescriptors, nameDescriptor } from '../table/compareDescriptors.js'
import { normalizeRows } from '../table/normalizeRows.js'
import type { Table } from '../table/table.js'
import type { Checkpoint } from './checkpoint.js'
import { descriptorOfCheckpoint } from './hashCheckpoint.js'
import { scaledDimension, scaleInputs } from './inputScaling.js'
import { runNetwork } from './network.js'

/**
 * Places every row of a table in the checkpoint's space.
 *
 * @param looks (rows) how each shape looks, as placeViews gives it, to count as much as what its description says; default: descriptions alone
 * @returns the same ids and classes with rows of length 1
 * @throws ShapekinError `checkpoint.otherDescriptor`
 */
export function embedTable(checkpoint: Checkpoint, table: Table, looks?: readonly Float32Array[]): Table {
  const { expects, network, scaling } = checkpoint
  const expectedDimension = scaledDimension(scaling)
  if (compareDescriptors(table.descriptor, expects) === 'different' || table.dimension !== expectedDimension)
    throw new ShapekinError('checkpoint.otherDescriptor', {
      expected: nameDescriptor(expects),
      expectedDimension,
      found: nameDescriptor(table.descriptor),
      foundDimension: table.dimension,
    })
  const values = runNetwork(network, scaleInputs(table.values, scaling))
  const { ids, classes } = table
  const dimension = network[network.length - 1].outputs
  if (looks === undefined || looks.length === 0)
    return { descriptor: descriptorOfCheckpoint(checkpoint), ids, classes, dimension, values }
  const both = joinRows(values, dimension, looks)
  return { descriptor: descriptorOfCheckpoint(checkpoint, true), ids, classes, ...both }
}

/** Rows of length 1 side by side, of length 1 again: their cosines are the means of the two. */
function joinRows(values: Float32Array, width: number, looks: readonly Float32Array[]) {
  const dimension = width + looks[0].length
  const joined = new Float32Array(looks.length * dimension)
  looks.forEach((look, i) => {
    joined.set(values.subarray(i * width, (i + 1) * width), i * dimension)
    joined.set(look, i * dimension + width)
  })
  return { dimension, values: normalizeRows(joined, dimension) }
}
