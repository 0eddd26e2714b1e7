import { createHash } from 'node:crypto'
import { ShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import type { FamilyWish } from '../../shared/schema/familyNotes.js'
import { row, type Table } from '../table/table.js'
import { selectRows } from '../table/splitTable.js'
import { clusterInWorker } from './clusterInWorker.js'
import { constrainedCut, type RowWishes } from './constrainedCut.js'
import { cutTree, cutTreeAtHeight, mergesBelow } from './cutTree.js'
import { likenessOf } from './likeness.js'
import { rowDistance, type Metric } from './rows/metric.js'
import { prepareRows } from './rows/prepareRows.js'
import type { Linkage, Tree } from './tree.js'

/** How rows are joined to groups. */
export interface GroupingOptions {
  readonly metric: Metric
  readonly linkage: Linkage
}

/** The experiment's tree: agglomerative on cosine distance; why this linkage: docs/learning.md. */
export const EXPERIMENT_GROUPING = { metric: 'cosine', linkage: 'average' } as const satisfies GroupingOptions

/** A dendrogram with all that is needed to cut it, again and again, without clustering again. */
export interface Grouping {
  readonly options: GroupingOptions
  readonly tree: Tree
  /** (tree.count) ids of the rows that the dendrogram joins, in the order of its leaves. */
  readonly leaves: readonly string[]
  /** SHA-256 of the leaves' numbers, in hexadecimal digits. */
  readonly content: string
  /** Rows of the table that the leaves are from. */
  readonly among: number
}

/** Where to cut: into a number of groups, or where shapes are as alike as this, in percent (see likeness.ts). */
export type Cut = { readonly groups: number } | { readonly percent: number }

/**
 * Clusters rows of a table, on a thread of its own.
 *
 * @param fitted  indices of the rows that make the tree; default all
 * @throws ShapekinError as clusterInWorker
 */
export async function growGrouping(
  table: Table,
  options: GroupingOptions,
  work: Partial<WorkContext> = {},
  fitted?: readonly number[],
): Promise<Grouping> {
  const leaves = fitted ? selectRows(table, fitted) : table
  const { ids, values, dimension } = leaves
  const tree = await clusterInWorker({ values, count: ids.length, dimension }, options, work)
  return { options, tree, leaves: ids, content: contentOf(leaves), among: table.ids.length }
}

/**
 * Whether the grouping was grown from rows of this table. A table that has grown since is another one: what came later
 * may make groups of its own.
 */
export function isGroupingOf({ leaves, content, among }: Grouping, table: Table): boolean {
  if (among !== table.ids.length) return false
  const rows = rowsOf(leaves, table)
  return !rows.includes(-1) && contentOf(selectRows(table, rows)) === content
}

/** Row of each leaf; -1 where the table has none. */
function rowsOf(leaves: readonly string[], { ids }: Table): number[] {
  const rowOf = new Map(ids.map((id, index) => [id, index]))
  return leaves.map((id) => rowOf.get(id) ?? -1)
}

const contentOf = ({ values }: Table): string =>
  createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex')

/**
 * Cuts the tree, which takes milliseconds. A row of the table that is no leaf joins the group with the nearest center.
 *
 * @param table  holds every leaf by its id, and may hold more rows
 * @param wishes of leaves: see constrainedCut; there may be more groups than asked for where they keep more apart
 * @returns (N) int32, group of each row of the table; 0 is the largest group of leaves, equal sizes go by their first leaf
 * @throws ShapekinError `cluster.groupsRange`, `input.invalid`
 */
export function cutGrouping(
  { options: { metric }, tree, leaves }: Grouping,
  table: Table,
  cut: Cut,
  wishes: readonly FamilyWish[] = [],
): Int32Array {
  const rows = rowsOf(leaves, table)
  const missing = rows.indexOf(-1)
  if (missing >= 0) throw new Error(`the table has no row ${leaves[missing]}, which is a leaf of the tree`)
  const groupOfLeaf = cutLeaves(tree, heightOrGroups(cut, table, metric), rowWishes(wishes, leaves))
  const labels = new Int32Array(table.ids.length).fill(-1)
  rows.forEach((index, leaf) => (labels[index] = groupOfLeaf[leaf]))
  if (rows.length < labels.length) joinNearestCenters(labels, table, metric)
  return labels
}

type TreeCut = { readonly groups: number } | { readonly height: number }

const heightOrGroups = (cut: Cut, { values, dimension }: Table, metric: Metric): TreeCut =>
  'groups' in cut ? cut : { height: likenessOf(metric, values, dimension).distanceOf(cut.percent) }

function cutLeaves(tree: Tree, cut: TreeCut, wishes: RowWishes): Int32Array {
  if (wishes.together.length + wishes.apart.length === 0)
    return 'groups' in cut ? cutTree(tree, cut.groups) : cutTreeAtHeight(tree, cut.height)
  if (!('groups' in cut)) return constrainedCut(tree, { merges: mergesBelow(tree, cut.height), groups: 1 }, wishes)
  const { groups } = cut
  if (!Number.isInteger(groups) || groups < 1 || groups > tree.count)
    throw new ShapekinError('cluster.groupsRange', { groups, count: tree.count })
  return constrainedCut(tree, { merges: tree.count - 1, groups }, wishes)
}

/** Wishes as numbers of leaves; wishes about other shapes have no effect. */
function rowWishes(wishes: readonly FamilyWish[], leaves: readonly string[]): RowWishes {
  if (wishes.length === 0) return { together: [], apart: [] }
  const leafOf = new Map(leaves.map((id, leaf) => [id, leaf]))
  const known = (ids: readonly string[]) => ids.flatMap((id) => leafOf.get(id) ?? [])
  const together: number[][] = []
  const apart: [number[], number[]][] = []
  for (const wish of wishes) {
    const shapes = known(wish.shapes)
    if (wish.say === 'together') {
      if (shapes.length > 1) together.push(shapes)
      continue
    }
    const own = new Set(shapes) // objects that share a mesh are one leaf, which has the wishes of all of them
    const others = known(wish.others).filter((leaf) => !own.has(leaf))
    if (shapes.length > 0 && others.length > 0) apart.push([shapes, others])
  }
  return { together, apart }
}

/** Gives each row without a group (-1) that of the nearest center, the mean of the group's rows. */
function joinNearestCenters(labels: Int32Array, table: Table, metric: Metric): void {
  const { dimension } = table
  const count = labels.reduce((most, group) => Math.max(most, group), -1) + 1
  const sums = new Float64Array(count * dimension)
  const sizes = new Int32Array(count)
  labels.forEach((group, index) => {
    if (group < 0) return
    sizes[group]++
    row(table, index).forEach((value, k) => (sums[group * dimension + k] += value))
  })
  const means = Float32Array.from(sums, (sum, at) => sum / sizes[Math.floor(at / dimension)])
  const centers = prepareRows({ values: means, count, dimension }, metric).values
  const distance = rowDistance[metric]
  labels.forEach((group, index) => {
    if (group >= 0) return
    const place = prepareRows({ values: row(table, index), count: 1, dimension }, metric).values
    let nearest = Infinity
    for (let center = 0; center < count; center++) {
      const between = distance(place, 0, centers, center, dimension)
      if (between >= nearest) continue
      nearest = between
      labels[index] = center
    }
  })
}
