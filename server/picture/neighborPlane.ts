import { UMAP } from 'umap-js'
import { ShapekinError } from '../../shared/errors.js'
import type { OnProgress } from '../../shared/progress.js'
import { Random } from '../../shared/random.js'
import { RowSearch } from '../cluster/rowSearch.js'
import type { Metric } from '../cluster/rows/metric.js'
import type { Rows } from '../cluster/rows/rows.js'

/**
 * Most distinct rows that a map is made of. 10,000 rows of 16 numbers take 17 s of a core, a third of it to lay out
 * the graph.
 */
export const MOST_PLACED = 10_000
/** Neighbors of each row: UMAP's own default. */
const NEIGHBORS = 15
/** Fewer rows than this have no neighborhoods, and lie side by side. */
const FEWEST = 4
/** Fixed, so that everybody gets the same map. */
const SEED = 0

/**
 * Lays rows out on the plane so that neighbors stay neighbors (UMAP); the distances between groups mean little. Equal
 * rows lie on one spot, and equal input gives an equal picture. umap-js searches neighbors only approximately, and for
 * minutes at 10,000 rows, so it is given the exact neighbors, which are found in half a second.
 *
 * L. McInnes, J. Healy, J. Melville, "UMAP: Uniform Manifold Approximation and Projection for Dimension Reduction",
 * 2018.
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
    const epochs = umap.initializeFit(near.map((_, row) => [row])) // it only looks at the number of rows
    for (let done = 1; done <= epochs; done++) {
      umap.step()
      progress({ stage: 'layout', done, total: epochs })
    }
    return umap.getEmbedding()
  }
}

const inLine = (count: number): number[][] => Array.from({ length: count }, (_, at) => [at, 0])

/**
 * The rows without repetitions, and for each row the number of its distinct one. (umap-js takes quadratic time for
 * equal rows.)
 */
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
