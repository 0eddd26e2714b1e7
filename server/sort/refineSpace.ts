import { fitWhitening, membersByClass } from '../whitening/fitWhitening.js'
import { runNetwork } from '../checkpoint/network.js'
import { selectRows } from '../table/splitTable.js'
import { row, type Table } from '../table/table.js'
import { WhiteningOptions } from '../../shared/schema/whiteningOptions.js'

/** Number of fits that leave out a part of the rows each, to measure what refining is worth for unseen rows. */
const TRIALS = 5

/** This space stays in memory, so its checkpoint needs no name. */
const REFINED = { kind: 'foreign', numbers: 'embedding' } as const

/** A space that was fitted to the sorted rows of a table. */
export interface RefinedSpace {
  readonly table: Table
  /** Fits without some of the sorted rows; every sorted row is left out of exactly one. */
  readonly trials: readonly { readonly rows: readonly number[]; readonly table: Table }[]
}

/**
 * Learns from the sorted rows which differences do not matter among them, as fitWhitening does for a checkpoint.
 *
 * @param shrinkage see WhiteningOptions; should be near 1 for rows of a checkpoint, which these few rows only correct
 * @param onFit     called after each fit, of which there are one for all rows and TRIALS without a part of them
 * @returns undefined when the sorted rows, or those of a trial, show no difference within a class
 */
export function refineSpace(
  table: Table,
  shrinkage: number,
  onFit?: (done: number, total: number) => void,
): RefinedSpace | undefined {
  const sorted = [...table.ids.keys()].filter((i) => table.classes[i] !== '')
  const options = WhiteningOptions.parse({ shrinkage })
  let done = 0
  const fit = (rows: readonly number[]): Table | undefined => {
    const fitted = fitTo(rows)
    onFit?.(++done, 1 + TRIALS)
    return fitted
  }
  const fitTo = (rows: readonly number[]): Table | undefined => {
    const taught = selectRows(table, rows)
    if (!showsDifference(taught)) return undefined
    const layer = fitWhitening([{ table: taught, weight: 1 }], options)
    return { ...table, descriptor: REFINED, dimension: layer.outputs, values: runNetwork([layer], table.values) }
  }
  const refined = fit(sorted)
  const trials = Array.from({ length: TRIALS }, (_, trial) => {
    const rows = sorted.filter((_, i) => i % TRIALS === trial)
    return { rows, table: fit(sorted.filter((_, i) => i % TRIALS !== trial)) }
  }).flatMap(({ rows, table: fitted }) => (fitted ? [{ rows, table: fitted }] : []))
  return refined && trials.length === TRIALS ? { table: refined, trials } : undefined
}

function showsDifference(table: Table): boolean {
  return [...membersByClass(table.classes).values()].some(([first, ...others]) =>
    others.some((i) => row(table, i).some((x, k) => x !== row(table, first)[k])),
  )
}
