import { ShapekinError } from '../../shared/errors.js'
import { compareDescriptors, nameDescriptor } from '../table/compareDescriptors.js'
import type { Table } from '../table/table.js'
import type { TrainRequest } from './trainCheckpoint.js'

/**
 * Refuses tables from which nothing can be learned.
 *
 * @throws ShapekinError `train.tooFew`, `train.oneClass`, `train.noPairs`, `train.tablesDiffer`, `train.nonFinite`
 */
export function checkTrainRequest({ train, valid, test }: TrainRequest): void {
  for (const [name, table] of Object.entries({ train, valid, ...(test ? { test } : {}) })) {
    if (compareDescriptors(table.descriptor, train.descriptor) === 'different' || table.dimension !== train.dimension)
      throw new ShapekinError('train.tablesDiffer', {
        table: name,
        found: `${nameDescriptor(table.descriptor)}, ${table.dimension} numbers`,
        expected: `${nameDescriptor(train.descriptor)}, ${train.dimension} numbers`,
      })
    checkFinite(name, table)
  }
  const sizes = new Map<string, number>()
  for (const name of train.classes) if (name !== '') sizes.set(name, (sizes.get(name) ?? 0) + 1)
  const labelled = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  if (labelled < 3) throw new ShapekinError('train.tooFew', { rows: labelled })
  if (sizes.size < 2) throw new ShapekinError('train.oneClass', { class: [...sizes.keys()][0] })
  if ([...sizes.values()].every((size) => size < 2)) throw new ShapekinError('train.noPairs', { classes: sizes.size })
}

function checkFinite(name: string, { ids, dimension, values }: Table): void {
  const bad = values.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) throw new ShapekinError('train.nonFinite', { table: name, id: ids[Math.floor(bad / dimension)] })
}
