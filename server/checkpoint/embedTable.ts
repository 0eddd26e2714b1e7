import { ShapekinError } from '../../shared/errors.js'
import type { Table } from '../table/table.js'
import type { Checkpoint } from './checkpoint.js'
import { scaledDimension, scaleInputs } from './inputScaling.js'
import { runNetwork } from './network.js'

/**
 * Places every row of a table in the checkpoint's space.
 *
 * @returns the same ids and classes with rows of length 1
 * @throws ShapekinError `checkpoint.otherDescriptor`
 */
export function embedTable(checkpoint: Checkpoint, table: Table): Table {
  const { descriptor, network, scaling } = checkpoint
  const expectedDimension = scaledDimension(scaling)
  if (table.kind !== descriptor || table.dimension !== expectedDimension)
    throw new ShapekinError('checkpoint.otherDescriptor', {
      expected: descriptor,
      expectedDimension,
      found: table.kind,
      foundDimension: table.dimension,
    })
  const values = runNetwork(network, scaleInputs(table.values, scaling))
  const { ids, classes } = table
  return { kind: 'embedding', ids, classes, dimension: network[network.length - 1].outputs, values }
}
