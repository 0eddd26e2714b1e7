import { dirname, join } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import type { DescriptorId } from '../../shared/schema/descriptorId.js'
import { readTableReport } from '../table/tableReport.js'
import { loadCheckpoint, type Checkpoint } from './checkpoint.js'
import { hashCheckpoint } from './hashCheckpoint.js'
import { shippedCheckpoint } from './shippedCheckpoint.js'

/**
 * The checkpoint that made an embedding, recognized by its content. It is looked for where the table's report says,
 * beside the table, and among the shipped ones.
 *
 * @param table  path of the table
 * @throws ShapekinError `checkpoint.unknown`
 */
export async function findCheckpoint(table: string, descriptor: DescriptorId): Promise<Checkpoint> {
  if (descriptor.kind === 'embedding') {
    const report = await readTableReport(table)
    const places = [...(report?.checkpoint ? [report.checkpoint] : []), descriptor.name]
    const folders = [...places.map((place) => join(dirname(table), place)), shippedCheckpoint(descriptor.name)]
    for (const folder of folders) {
      const checkpoint = await loadCheckpoint(folder).catch(() => undefined) // it may have been moved or replaced
      if (checkpoint && hashCheckpoint(checkpoint, descriptor.views) === descriptor.checkpoint) return checkpoint
    }
  }
  const name = descriptor.kind === 'embedding' ? `${descriptor.name} (${descriptor.checkpoint.slice(0, 8)})` : 'unsaid'
  throw new ShapekinError('checkpoint.unknown', { path: table, name })
}
