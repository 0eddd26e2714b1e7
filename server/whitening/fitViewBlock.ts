import { averageTaps, type ViewBlock } from '../checkpoint/viewBlock.js'
import type { Table } from '../table/table.js'
import { unpackSight } from '../views/sight.js'
import { fitTaps } from './fitTaps.js'
import { fitWhitening } from './fitWhitening.js'

/**
 * How strongly classes whiten once more what the whitening of the taps left: all its numbers stay. More shrinkage than for
 * descriptions, since its numbers are even already; docs/learning.md.
 */
const BY_CLASSES = { shrinkage: 0.3, emphasis: 0.1, plain: 0.1 }

/** In memory only, so that no checkpoint needs to be named. */
const AVERAGED = { kind: 'foreign', numbers: 'embedding' } as const

/**
 * Learns how to compare what shapes look like: from the looks alone the directions in which views differ, then from
 * the classes which differences do not matter.
 *
 * @param looks   (shapes) sight of each, packed
 * @param classes (shapes) class of each; at least one has two members
 */
export function fitViewBlock(looks: readonly Float32Array[], classes: readonly string[]): ViewBlock {
  const seen = looks.map((look) => unpackSight(look).taps)
  const taps = fitTaps(seen)
  const rows = seen.map((each) => averageTaps(taps, each))
  const dimension = rows[0].length
  const values = new Float32Array(rows.length * dimension)
  rows.forEach((row, i) => values.set(row, i * dimension))
  const table: Table = { descriptor: AVERAGED, ids: classes.map((_, i) => String(i)), classes, dimension, values }
  return { ...taps, whole: fitWhitening([{ table, weight: 1 }], { ...BY_CLASSES, dimension }) }
}
