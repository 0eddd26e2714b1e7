import { UMAP } from 'umap-js'
import { ShapekinError } from '../../shared/errors.js'
import type { OnProgress } from '../../shared/progress.js'
import { Random } from '../../shared/random.js'
import { RowSearch } from '../cluster/rowSearch.js'
import type { Metric } from '../cluster/rows/metric.js'
import type { Rows } from '../cluster/rows/rows.js'

/** Different rows that a map is made of at most: 10,000 of 16 numbers take 17 s of a core, a third of it to lay out the graph. */
export const MOST_PLACED = 10_000
/** UMAP's own default. */
const NEIGHBORS = 15
/** Fewer rows have no neighborhoods to speak of. */
const FEWEST = 4
/** The map is one picture for everybody, so its chance is not to be chosen. */
const SEED = 0

/**
 * Lays rows out on the plane so that neighbors stay neighbors (UMAP): how far apart groups lie tells little. Equal rows lie
 * on one spot; equal input gives an equal picture. umap-js searches neighbors approximately and for minutes at 10,000 rows,
 * so it is given the exact ones, found in half a second.
 *
 * L. McInnes, J. Healy, J. Melville, "UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction", 2018.
 *
 * @returns (2 * count) x y of each row; fewer than four different rows lie side by side
 * @throws ShapekinError `map.tooManyShapes`, and as RowSearch
 */
export function neighborPlane(rows: Rows, metric: Metric, progress: OnProgress = () => undefined): Float32Array {
  const { distinct, spotOf } = distinctRows(rows)
  const { count, dimension, values } = distinct
  if (count > MOST_PLACED) throw new ShapekinError('map.tooManyShapes', { count, most: MOST_PLACED })
  const place = count < FEWEST ? inLine(count) : layOut()
  return Float32Array.from({ length: 2 * rows.count }, (_, at) => place[spotOf[at >> 1]][at & 1])

  function layOut(): number[][] {
    const nNeighbors = Math.min(NEIGHBORS, count - 1)
    const search = new RowSearch(distinct, metric)
    const near = Array.from({ length: count }, (_, row) =>
      search.nearest(values.subarray(row * dimension, (row + 1) * dimension), nNeighbors),
    )
    const random = Random.of(SEED, 'layout')
    const umap = new UMAP({ nNeighbors, random: () => random.uniform() })
    umap.setPrecomputedKNN(
      near.map((found) => found.map(({ row }) => row)),
      near.map((found) => found.map(({ distance }) => distance)),
    )
    const epochs = umap.initializeFit(near.map((_, row) => [row])) // it looks at their number only
    for (let done = 1; done <= epochs; done++) {
      umap.step()
      progress({ stage: 'layout', done, total: epochs })
    }
    return umap.getEmbedding()
  }
}

const inLine = (count: number): number[][] => Array.from({ length: count }, (_, at) => [at, 0])

/** Rows without those that equal an earlier one, and which of them each row is. (umap-js is quadratic in equal ones.) */
function distinctRows({ values, count, dimension }: Rows): { distinct: Rows; spotOf: Int32Array } {
  const known = new Map<string, number>()
  const kept: number[] = []
  const spotOf = Int32Array.from({ length: count }, (_, row) => {
    const bytes = Buffer.from(values.buffer, values.byteOffset + 4 * row * dimension, 4 * dimension)
    const key = bytes.toString('latin1')
    const spot = known.get(key)
    if (spot !== undefined) return spot
    known.set(key, kept.length)
    return kept.push(row) - 1
  })
  const distinct = new Float32Array(kept.length * dimension)
  kept.forEach((row, at) => distinct.set(values.subarray(row * dimension, (row + 1) * dimension), at * dimension))
  return { distinct: { values: distinct, count: kept.length, dimension }, spotOf }
}
