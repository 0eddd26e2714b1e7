import { chainTree } from './chainTree.js'
import { completeTree } from './completeTree.js'
import { hclustTree } from './hclustTree.js'
import { hasMeans } from './meanGroups.js'
import { meansTree } from './meansTree.js'
import { MAX_PAIR_ROWS, pairFloats } from './pairTiles.js'
import type { Metric } from './rows/metric.js'
import type { PreparedRows } from './rows/rows.js'
import type { Report } from './report.js'
import { spanningTree } from './spanningTree.js'
import type { Linkage, Tree } from './tree.js'

/**
 * ml-hclust takes 40 ms for this many rows, 0.3 s for 500, 1.4 s for 1,000. Larger trees are made by our own code,
 * which gives the same trees.
 */
const HCLUST_ROWS = 200

/** Number of multiplications that take some two minutes: 184,000 rows of 16 numbers, or 32,400 rows of 512. */
const MOST_MULTIPLICATIONS = 5.4e11

/** Bytes that a kernel can address, less some room. */
const KERNEL_BYTES = 4.2e9

/** Bytes kept for a row where there is no matrix, besides its numbers: lists of neighbors, merges. */
const BYTES_PER_ROW = 300
/** Bytes for one number of a row: kept in double precision twice, and in single precision once. */
const BYTES_PER_NUMBER = 20

/** The exact tree, by the fastest way that there is for a metric and a linkage. */
export function exactTree(rows: PreparedRows, linkage: Linkage, threads: number, report?: Report): Tree {
  const { count, metric } = rows
  if (count <= HCLUST_ROWS) return hclustTree(rows, linkage)
  if (hasMeans(metric, linkage)) return meansTree(rows, linkage, threads, report)
  if (linkage === 'single') return spanningTree(rows, report?.('merges', count - 1))
  if (linkage === 'complete') return completeTree(rows, report)
  return chainTree(rows, linkage, report)
}

/**
 * Bytes that exactTree takes besides the rows it is given: 4 a pair where it keeps a matrix, else some hundreds a
 * row.
 */
export function treeBytes(count: number, dimension: number, metric: Metric, linkage: Linkage): number {
  return needsMatrix(metric, linkage)
    ? 4 * pairFloats(count) + 8 * count * dimension
    : count * (BYTES_PER_ROW + BYTES_PER_NUMBER * dimension)
}

/**
 * The largest number of rows whose exact tree takes no more than `bytes` and, without a matrix, no more than some
 * minutes; at least two.
 */
export function mostExactRows(dimension: number, metric: Metric, linkage: Linkage, bytes: number): number {
  const fit = linkage === 'complete' ? Math.min(bytes, KERNEL_BYTES) : bytes
  let rows = needsMatrix(metric, linkage) ? Math.min(MAX_PAIR_ROWS, Math.sqrt(fit / 2)) : mostInMinutes(dimension)
  rows = Math.floor(rows)
  while (rows > 2 && treeBytes(rows, dimension, metric, linkage) > fit) rows--
  return Math.max(2, rows)
}

const mostInMinutes = (dimension: number): number => Math.sqrt(MOST_MULTIPLICATIONS / dimension)

const needsMatrix = (metric: Metric, linkage: Linkage): boolean => !hasMeans(metric, linkage) && linkage !== 'single'
