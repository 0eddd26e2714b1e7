import { clusterTree } from '../cluster/clusterTree.js'
import { cutTree } from '../cluster/cutTree.js'
import { EXPERIMENT_GROUPING } from '../cluster/grouping.js'
import { normalizeRows } from '../table/normalizeRows.js'
import type { Table } from '../table/table.js'
import { adjustedRandIndex } from './adjustedRandIndex.js'
import { confusionOf, type Confusion } from './confusion.js'
import { cosineMatrix } from './cosineMatrix.js'
import { adjustedMutualInformation, normalizedMutualInformation } from './mutualInformation.js'
import { findClassCenters, nearestClass, shareEqual } from './nearestCenter.js'
import { measureRetrieval } from './retrieval.js'
import { silhouette } from './silhouette.js'

/** Figures of one space on labelled rows, all by cosine; 1 is best, ari, ami and silhouette can be below 0. */
export interface Evaluation {
  /** Nearest class center of the training rows. */
  readonly accuracy: number
  /** Agglomerative groups against classes: adjusted Rand index, normalized and adjusted mutual information. */
  readonly ari: number
  readonly nmi: number
  readonly ami: number
  /** MAP@R. */
  readonly map: number
  readonly precisionAt1: number
  readonly rPrecision: number
  /** Of the classes. */
  readonly silhouette: number
  /** Classes against nearest class centers. */
  readonly confusion: Confusion
}

/** (N) groups of rows by the experiment's tree; as many as there are rows when that is fewer than asked for. */
export function cutGroups({ ids, dimension, values }: Table, groups: number): Int32Array {
  const rows = { values: normalizeRows(values.slice(), dimension), count: ids.length, dimension }
  return cutTree(clusterTree(rows, EXPERIMENT_GROUPING), Math.min(groups, ids.length))
}

/**
 * Evaluates `rows`, with class centers from `train`, both in the same space.
 *
 * @param grouped (N) group of each row, see cutGroups
 */
export function evaluate(train: Table, rows: Table, grouped: Int32Array): Evaluation {
  const { classes, dimension } = rows
  const found = nearestClass(rows, findClassCenters(train))
  const similarities = cosineMatrix(normalizeRows(rows.values.slice(), dimension), dimension)
  return {
    accuracy: shareEqual(found, classes),
    ari: adjustedRandIndex(grouped, classes),
    nmi: normalizedMutualInformation(grouped, classes),
    ami: adjustedMutualInformation(grouped, classes),
    ...measureRetrieval(similarities, classes),
    silhouette: silhouette(similarities, classes),
    confusion: confusionOf(classes, found),
  }
}
