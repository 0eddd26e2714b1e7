import { metricOf } from '../cluster/rows/metric.js'
import type { Checkpoint } from '../checkpoint/checkpoint.js'
import { embedTable } from '../checkpoint/embedTable.js'
import type { Table } from '../table/table.js'
import type { Space } from './placeUnsorted.js'
import { refineSpace } from './refineSpace.js'

/**
 * Shrinkage of refineSpace for rows of a checkpoint and for raw rows: the nearer to 1, the less the sorted rows count
 * (docs/learning.md).
 */
const SHRINKAGE = { ofLearned: 0.9, ofRaw: 0.5 }

/**
 * The ways to compare the rows of a table that sorting chooses from: as the checkpoint embeds them, the same refined
 * by the rows that have a class, and as they are.
 *
 * @param looks (rows) looks of the shapes, see embedTable; only used with a checkpoint
 * @param onFit see refineSpace, which takes the longest
 */
export function sortingSpaces(
  table: Table,
  checkpoint: Checkpoint | undefined,
  looks?: readonly Float32Array[],
  onFit?: (done: number, total: number) => void,
): readonly Space[] {
  const raw: Space = { name: 'raw', table, metric: metricOf(table.descriptor) }
  const learned = checkpoint && embedTable(checkpoint, table, looks)
  const refined = learned
    ? refineSpace(learned, SHRINKAGE.ofLearned, onFit)
    : refineSpace(table, SHRINKAGE.ofRaw, onFit)
  return [
    ...(learned ? [{ name: 'learned', table: learned, metric: 'cosine' as const }] : []),
    ...(refined ? [{ name: 'refined', metric: 'cosine' as const, ...refined }] : []),
    raw,
  ]
}
