import type { Evaluation } from '../../shared/schema/evaluation.js'
import { clusterTree } from '../cluster/clusterTree.js'
import { cutTree } from '../cluster/cutTree.js'
import { EXPERIMENT_GROUPING } from '../cluster/grouping.js'
import { normalizeRows } from '../table/normalizeRows.js'
import type { Table } from '../table/table.js'
import { adjustedRandIndex } from './adjustedRandIndex.js'
import { confusionOf } from './confusion.js'
import { cosineMatrix } from './cosineMatrix.js'
import { adjustedMutualInformation, normalizedMutualInformation } from './mutualInformation.js'
import { findClassCenters, nearestClass, shareEqual } from './nearestCenter.js'
import { measureRetrieval } from './retrieval.js'
import { silhouette } from './silhouette.js'

/** (N) groups of rows, cut from a tree like the experiment's; there are never more groups than rows. */
export function cutGroups({ ids, dimension, values }: Table, groups: number): Int32Array {
  const rows = { values: normalizeRows(values.slice(), dimension), count: ids.length, dimension }
  return cutTree(clusterTree(rows, EXPERIMENT_GROUPING), Math.min(groups, ids.length))
}

/**
 * Evaluates `rows`, with class centers from `train`; both must lie in the same space.
 *
 * @param grouped (N) group of each row, see cutGroups
 */
export function evaluate(train: Table, rows: Table, grouped: Int32Array): Evaluation {
  const { classes, dimension } = rows
  const found = nearestClass(rows, findClassCenters(train))
  const similarities = cosineMatrix(normalizeRows(rows.values.slice(), dimension), dimension)
  const retrieval = measureRetrieval(similarities, classes)
  return {
    accuracy: shareEqual(found, classes),
    ari: adjustedRandIndex(grouped, classes),
    nmi: normalizedMutualInformation(grouped, classes),
    ami: adjustedMutualInformation(grouped, classes),
    precisionAt1: numberOrNull(retrieval.precisionAt1),
    rPrecision: numberOrNull(retrieval.rPrecision),
    map: numberOrNull(retrieval.map),
    silhouette: numberOrNull(silhouette(similarities, classes)),
    confusion: confusionOf(classes, found),
  }
}

/** JSON has no NaN. */
const numberOrNull = (figure: number): number | null => (Number.isNaN(figure) ? null : figure)
