import { ShapekinError } from '../../../shared/errors.js'
import { cosineMatrix } from '../../metrics/cosineMatrix.js'
import { measureRetrieval, type Retrieval } from '../../metrics/retrieval.js'
import { row, type Table } from '../../table/table.js'
import { VERSIONS } from '../../versions.js'
import type { Checkpoint } from '../checkpoint.js'
import { fitInputScaling } from '../inputScaling.js'
import { runNetwork } from '../network.js'
import { TrainOptions } from '../trainOptions.js'
import { fitWhitening, membersByClass } from './fitWhitening.js'

/** Two members show a difference once; three begin to show which differences are usual. */
const SMALLEST_CLASS = 3

/** How the learned space does on kits that it did not see, beside the raw numbers by L1. */
interface HeldOut {
  readonly kits: readonly string[]
  readonly shapes: number
  readonly learned: Retrieval
  readonly raw: Retrieval
}

/**
 * Makes a checkpoint that embeds any mesh from its `shape` descriptor, and judges it: half of the kits teach, the other
 * half asks, and the other way round. The checkpoint itself has learned from all.
 *
 * @param labelled rows with classes; repeated rows, rows without a class and classes of one or two are left out
 * @param kits (N) origin of each row: what is held out together
 * @throws ShapekinError `input.invalid` when no class is left
 */
export function pretrain(labelled: Table, kits: readonly string[]): Checkpoint {
  const kept = usefulRows(labelled)
  const table = pickRows(labelled, kept)
  if (kept.length === 0)
    throw new ShapekinError('input.invalid', { field: 'labelled', problem: 'no class has three different members' })
  const origins = kept.map((i) => kits[i])
  const names = [...new Set(origins)].sort()
  const halves = [0, 1].map((half) => new Set(names.filter((_, i) => i % 2 === half)))
  const heldOut = names.length < 2 ? [] : halves.map((asking) => judge(table, origins, asking))
  const layer = fitWhitening(table)
  return {
    descriptor: table.kind,
    network: [layer],
    scaling: fitInputScaling(table, 'none'),
    record: {
      options: TrainOptions.parse({ widths: [layer.outputs], scaling: 'none', epochs: 1 }),
      backend: 'none',
      versions: VERSIONS,
      metrics: {
        method: 'within-class whitening, closed form: no epochs',
        shapes: table.ids.length,
        classes: membersByClass(table.classes).size,
        heldOut,
      },
    },
  }
}

function usefulRows(table: Table): number[] {
  const seen = new Set<string>()
  const different = [...table.ids.keys()].filter((i) => {
    const values = row(table, i)
    const key = Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')
    if (table.classes[i] === '' || seen.has(key)) return false
    seen.add(key)
    return true
  })
  const members = membersByClass(different.map((i) => table.classes[i]))
  return different.filter((i) => (members.get(table.classes[i]) ?? []).length >= SMALLEST_CLASS)
}

function pickRows(table: Table, rows: readonly number[]): Table {
  const values = new Float32Array(rows.length * table.dimension)
  rows.forEach((i, at) => values.set(row(table, i), at * table.dimension))
  return { ...table, ids: rows.map((i) => table.ids[i]), classes: rows.map((i) => table.classes[i]), values }
}

function judge(table: Table, origins: readonly string[], asking: ReadonlySet<string>): HeldOut {
  const rows = [...table.ids.keys()]
  const layer = fitWhitening(
    pickRows(
      table,
      rows.filter((i) => !asking.has(origins[i])),
    ),
  )
  const asked = pickRows(
    table,
    rows.filter((i) => asking.has(origins[i])),
  )
  return {
    kits: [...asking],
    shapes: asked.ids.length,
    learned: measureRetrieval(cosineMatrix(runNetwork([layer], asked.values), layer.outputs), asked.classes),
    raw: measureRetrieval(negativeL1(asked), asked.classes),
  }
}

function negativeL1(table: Table): Float32Array {
  const count = table.ids.length
  const similarities = new Float32Array(count * count)
  for (let i = 0; i < count; i++)
    for (let j = 0; j < i; j++) {
      const [a, b] = [row(table, i), row(table, j)]
      let sum = 0
      for (let k = 0; k < a.length; k++) sum += Math.abs(a[k] - b[k])
      similarities[i * count + j] = similarities[j * count + i] = -sum
    }
  return similarities
}
