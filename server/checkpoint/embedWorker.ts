import { answering } from '../executor/answering.js'
import type { Table } from '../table/table.js'
import type { Checkpoint } from './checkpoint.js'
import { embedTable } from './embedTable.js'

interface EmbedTask {
  readonly checkpoint: Checkpoint
  readonly table: Table
  readonly looks?: readonly Float32Array[] | undefined
}

/** What the thread of embedInWorker runs. */
export default answering(({ checkpoint, table, looks }: EmbedTask, tell) =>
  embedTable(checkpoint, table, looks, (done) => tell({ stage: 'embed', done, total: table.ids.length })),
)
