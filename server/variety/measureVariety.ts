import type { VarietyReport } from '../../shared/schema/varietyReport.js'
import { likenessOf, type Likeness } from '../cluster/likeness.js'
import { nearPairs, type NearPair } from '../cluster/nearPairs.js'
import { RowSearch } from '../cluster/rowSearch.js'
import { metricOf } from '../cluster/rows/metric.js'
import { effectiveRank } from '../health/effectiveRank.js'
import { row, type Table } from '../table/table.js'
import { countDistinct } from './countDistinct.js'
import { spacingOf, type Spacing } from './spacing.js'

/** Likeness in percent from which on two shapes can hardly be told apart. */
const NEAR_DUPLICATE = 99
const DISTINCT_AT = [99, 95, 90] as const
/** Likeness in percent from which on a shape counts as covered by another. */
const COVERING = 90
/** Most entries of a list, as many as a person reads through. */
const MOST_LISTED = 50
const THIN_SHARE = 0.1
/** Most pairs that are kept for sorting; there may be millions. */
const MOST_KEPT = 10_000

/**
 * How varied a set of shapes is: how much of the space it covers, what is nearly the same, and where it is thin.
 *
 * The set is thin where the fifth nearest neighbor is far, which is the nearest-neighbor estimate of density
 * (Loftsgaarden, Quesenberry, "A nonparametric estimate of a multivariate density function", 1965). Distinct shapes
 * are a greedy cover, whose shapes are at most twice as far apart as necessary (Gonzalez, "Clustering to minimize the
 * maximum intercluster distance", 1985).
 *
 * @param table  an embedding or histograms, at least two rows
 * @throws       ShapekinError as RowSearch
 */
export function measureVariety(table: Table): VarietyReport {
  const { ids, classes, values, dimension, descriptor } = table
  const spacing = spacingOf(table)
  const { near, percentOf } = spacing
  const metric = metricOf(descriptor)
  const likeness = likenessOf(metric, values, dimension)
  const rows = { values, count: ids.length, dimension }
  const nearest = near.map((neighbors) => percentOf(neighbors[0]?.distance ?? Infinity)).sort((a, b) => a - b)
  return {
    shapes: ids.length,
    directions: effectiveRank(values, dimension),
    dimension,
    nearest: { low: quantile(nearest, 0.05), median: quantile(nearest, 0.5), high: quantile(nearest, 0.95) },
    distinct: DISTINCT_AT.map((percent) => ({
      percent,
      shapes: countDistinct(rows, metric, likeness.distanceOf(percent)),
    })),
    covered: coveredByHalf(table, percentOf),
    duplicates: nearDuplicates(table, likeness),
    thin: byThinness(spacing)
      .slice(0, Math.min(MOST_LISTED, Math.ceil(THIN_SHARE * ids.length)))
      .map((i) => ({ id: ids[i], class: classes[i], percent: percentOf(spacing.distances[i]) })),
    classes: classSpacing(classes, spacing),
  }
}

/** Row numbers, the one with the thinnest space around it first. */
const byThinness = ({ distances }: Spacing): number[] =>
  [...distances.keys()].sort((a, b) => distances[b] - distances[a] || a - b)

/** Percentage of every second row that is at least COVERING percent like one of the other rows. */
function coveredByHalf(table: Table, percentOf: Spacing['percentOf']): number {
  const { values, dimension, ids, descriptor } = table
  const half = Math.ceil(ids.length / 2)
  const kept = new Float32Array(half * dimension)
  for (let i = 0; i < half; i++) kept.set(values.subarray(2 * i * dimension, (2 * i + 1) * dimension), i * dimension)
  const search = new RowSearch({ values: kept, count: half, dimension }, metricOf(descriptor))
  let covered = 0
  for (let i = 1; i < ids.length; i += 2)
    if (percentOf(search.nearest(row(table, i), 1)[0].distance) >= COVERING) covered++
  return (100 * covered) / Math.max(1, ids.length - half)
}

function nearDuplicates(
  { ids, values, dimension, descriptor }: Table,
  { percentOf, distanceOf }: Likeness,
): VarietyReport['duplicates'] {
  const isAlike = new Uint8Array(ids.length)
  let most: NearPair[] = []
  const take = (pair: NearPair) => {
    if (percentOf(pair.distance) < NEAR_DUPLICATE) return
    isAlike[pair.a] = isAlike[pair.b] = 1
    most.push(pair)
    if (most.length >= MOST_KEPT) most = nearestFirst(most).slice(0, MOST_LISTED)
  }
  // A little farther, to allow for the rounding of the percentage and of its distance.
  const distance = distanceOf(NEAR_DUPLICATE) * (1 + 1e-9)
  nearPairs({ values, count: ids.length, dimension }, metricOf(descriptor), distance, take)
  return {
    percent: NEAR_DUPLICATE,
    shapes: isAlike.reduce((sum, each) => sum + each, 0),
    pairs: nearestFirst(most)
      .slice(0, MOST_LISTED)
      .map(({ a, b, distance }) => ({ a: ids[a], b: ids[b], percent: percentOf(distance) })),
  }
}

const nearestFirst = (pairs: readonly NearPair[]): NearPair[] =>
  pairs.toSorted((x, y) => x.distance - y.distance || x.a - y.a || x.b - y.b)

function classSpacing(classes: readonly string[], { distances, percentOf }: Spacing): VarietyReport['classes'] {
  const rowsOf = new Map<string, number[]>()
  for (const [i, name] of classes.entries()) {
    const rows = rowsOf.get(name)
    if (rows) rows.push(i)
    else rowsOf.set(name, [i])
  }
  return [...rowsOf]
    .map(([name, rows]) => {
      const percents = rows.map((i) => percentOf(distances[i])).sort((a, b) => a - b)
      return { class: name, shapes: rows.length, percent: quantile(percents, 0.5) }
    })
    .sort((a, b) => a.percent - b.percent || (a.class < b.class ? -1 : 1))
}

/** The value below which `share` of the ascending values lie. */
const quantile = (values: readonly number[], share: number): number =>
  values[Math.min(values.length - 1, Math.floor(share * values.length))]
