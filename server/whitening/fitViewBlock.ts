import { averageTaps, type TapName, type ViewBlock } from '../checkpoint/viewBlock.js'
import type { Table } from '../table/table.js'
import { unpackSight } from '../views/sight.js'
import { fitTaps } from './fitTaps.js'
import { fitWhitening } from './fitWhitening.js'

/**
 * Options of the second whitening, by classes, of what the whitening of the taps gives; it keeps all numbers. The
 * shrinkage is larger than for descriptions, because the numbers are even already; see docs/learning.md.
 */
const BY_CLASSES = { shrinkage: 0.3, emphasis: 0.1, plain: 0.1 }

/** This table stays in memory, so its checkpoint needs no name. */
const AVERAGED = { kind: 'foreign', numbers: 'embedding' } as const

/**
 * Learns how to compare looks: from the looks alone the directions in which views differ, then from the classes which
 * differences do not matter.
 *
 * @param looks   (shapes) packed sight of each
 * @param classes (shapes) class of each; at least one has two members
 * @param names   the taps to learn from
 */
export function fitViewBlock(
  looks: readonly Float32Array[],
  classes: readonly string[],
  names: readonly TapName[],
): ViewBlock {
  const seen = looks.map((look) => unpackSight(look).taps)
  const taps = fitTaps(seen, names)
  const rows = seen.map((each) => averageTaps(taps, each))
  const dimension = rows[0].length
  const values = new Float32Array(rows.length * dimension)
  rows.forEach((row, i) => values.set(row, i * dimension))
  const table: Table = { descriptor: AVERAGED, ids: classes.map((_, i) => String(i)), classes, dimension, values }
  return { taps, whole: fitWhitening([{ table, weight: 1 }], { ...BY_CLASSES, dimension }) }
}
